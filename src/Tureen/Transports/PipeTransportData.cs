using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The data of a PipeTransport, read on the worker's thread.</summary>
internal sealed record PipeTransportData(PipeTransportCore Core, TransportTupleInfo Tuple, SrtpParameters? SrtpParameters)
{
    /// <summary>A new transport: its control counts the time from now on.</summary>
    public static PipeTransportData Begin(Timestamp now, PipeTransportCore core)
    {
        core.Control?.Start(now);
        return Read(core);
    }

    public static PipeTransportData Read(PipeTransportCore core) => new(core, core.Tuple, core.SrtpParameters);
}
