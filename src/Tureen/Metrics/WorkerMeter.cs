using Tureen.Engine.Primitives;
using Tureen.Engine.Routing;
using Tureen.Net;

namespace Tureen;

/// <summary>The numbers of one worker. Its thread writes them without locks; whoever collects reads them from another thread.</summary>
internal sealed class WorkerMeter(int pid, WorkerCore core, NetCounters network, EventDispatcher dispatcher)
{
    /// <summary>Names the worker in every measurement.</summary>
    public KeyValuePair<string, object?> Tag { get; } = new("tureen.worker.id", pid);

    public EngineCounters Engine => core.Context.Counters;

    public DropCounters Drops => core.Context.Drops;

    public NetCounters Network => network;

    public EventDispatcher Events => dispatcher;

    /// <summary>Exceptions of the engine, of the loop around it and of the deliveries of events.</summary>
    public WorkerFaults AllFaults => new(
        core.Context.Faults.Counters.Total + network.Faults.Total + dispatcher.Faults, core.Context.Faults.ClosedTransports);

    public long GetFaults(FaultKind kind) =>
        core.Context.Faults.Counters[kind] + network.Faults[kind] + (kind == FaultKind.Event ? dispatcher.Faults : 0);

    public long HeldPackets => core.LeasedPackets;
}
