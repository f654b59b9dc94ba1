using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The data of a PipeTransport, read on the worker's thread.</summary>
internal sealed record PipeTransportData(PipeTransportCore Core, TransportTupleInfo Tuple, SrtpParameters? SrtpParameters)
{
    public static PipeTransportData Read(PipeTransportCore core) => new(core, core.Tuple, core.SrtpParameters);
}
