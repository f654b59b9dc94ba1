namespace Tureen.Net;

/// <summary>How a <see cref="WorkerHost"/> is made.</summary>
internal sealed record WorkerHostOptions
{
    /// <summary>The thread's name.</summary>
    public string Name { get; init; } = "tureen-worker";

    public NetworkBackend Backend { get; init; } = NetworkBackend.Automatic;

    /// <summary>Where sockets are bound that ask for no port or range of their own.</summary>
    public PortRange PortRange { get; init; } = PortAllocator.DefaultWorkerRange;

    /// <summary>Makes the exception of every command that comes after the end, or is not reached before it.</summary>
    public Func<Exception> CreateClosedException { get; init; } =
        static () => new ObjectDisposedException(nameof(WorkerHost));

    /// <summary>Called once, on the dying thread, when the handler or a posted command threw; the sockets are free by then.</summary>
    public Action<Exception>? Failed { get; init; }
}
