using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>Ids of everything in a worker that takes commands.</summary>
public sealed record ChannelMessageHandlersDump
{
    /// <summary>Ids of routers, transports, producers and consumers.</summary>
    [JsonPropertyName("channelRequestHandlers")]
    public required IReadOnlyList<string> ChannelRequestHandlers { get; init; }

    /// <summary>Ids of transports and producers, which also take packets from the application.</summary>
    [JsonPropertyName("channelNotificationHandlers")]
    public required IReadOnlyList<string> ChannelNotificationHandlers { get; init; }
}
