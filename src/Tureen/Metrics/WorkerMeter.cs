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

    public long HeldPackets => core.LeasedPackets;
}
