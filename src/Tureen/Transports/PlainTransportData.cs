using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The data of a PlainTransport, read on the worker's thread.</summary>
internal sealed record PlainTransportData(
    PlainTransportCore Core, TransportTupleInfo Tuple, TransportTupleInfo? RtcpTuple, SrtpParameters? SrtpParameters)
{
    public static PlainTransportData Read(PlainTransportCore core) =>
        new(core, core.Tuple, core.RtcpTuple, core.SrtpParameters);
}
