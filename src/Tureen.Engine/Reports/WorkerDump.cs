using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>The state of a worker (mediasoup WorkerDump).</summary>
public sealed record WorkerDump
{
    /// <summary>The worker's number; see <c>Worker.Pid</c>.</summary>
    [JsonPropertyName("pid")]
    public required int Pid { get; init; }

    /// <summary>Ids of its WebRtcServers.</summary>
    [JsonPropertyName("webRtcServerIds")]
    public IReadOnlyList<string> WebRtcServerIds { get; init; } = [];

    /// <summary>Ids of its routers.</summary>
    [JsonPropertyName("routerIds")]
    public required IReadOnlyList<string> RouterIds { get; init; }

    /// <summary>Ids of everything that takes commands.</summary>
    [JsonPropertyName("channelMessageHandlers")]
    public required ChannelMessageHandlersDump ChannelMessageHandlers { get; init; }
}
