using Tureen.Engine.Events;

namespace Tureen.Net.Loop;

/// <summary>How a <see cref="WorkerHost"/> is made.</summary>
internal sealed record WorkerHostOptions
{
    /// <summary>The thread's name.</summary>
    public string Name { get; init; } = "tureen-worker";

    public NetworkBackend Backend { get; init; } = NetworkBackend.Automatic;

    /// <summary>Where sockets are bound that ask for no port or range of their own.</summary>
    public PortRange PortRange { get; init; } = PortAllocator.DefaultWorkerRange;

    /// <summary>Makes the exception of every command that comes after the end, or was not run before it.</summary>
    public Func<Exception> CreateClosedException { get; init; } =
        static () => new ObjectDisposedException(nameof(WorkerHost));

    /// <summary>
    /// Called once when a posted command threw, on the ending thread, or when the loop was given up because it is stuck
    /// (<see cref="LoopStuckException"/>), on another thread; the sockets are free by then.
    /// </summary>
    public Action<Exception>? Failed { get; init; }

    /// <summary>Called on the worker's thread for exceptions of a socket or the handler, at a bounded rate.</summary>
    public Action<EngineFaultEvent>? FaultContained { get; init; }

    /// <summary>How long one turn of the loop may take before the worker is given up; zero or infinite for any time.</summary>
    public TimeSpan WatchdogTimeout { get; init; } = NetLimits.WatchdogTimeout;

    /// <summary>The watchdog that watches the loop.</summary>
    public Watchdog Watchdog { get; init; } = Watchdog.Shared;
}
