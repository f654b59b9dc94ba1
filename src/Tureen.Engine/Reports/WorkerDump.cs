namespace Tureen;

/// <summary>The state of a worker (mediasoup WorkerDump).</summary>
public sealed record WorkerDump
{
    /// <summary>The worker's number; see <c>Worker.Pid</c>.</summary>
    public required int Pid { get; init; }

    /// <summary>Ids of its WebRtcServers.</summary>
    public IReadOnlyList<string> WebRtcServerIds { get; init; } = [];

    /// <summary>Ids of its routers.</summary>
    public required IReadOnlyList<string> RouterIds { get; init; }

    /// <summary>Ids of everything that takes commands.</summary>
    public required ChannelMessageHandlersDump ChannelMessageHandlers { get; init; }
}
