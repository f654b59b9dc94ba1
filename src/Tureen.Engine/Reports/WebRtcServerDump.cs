using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>The state of a WebRtcServer (mediasoup WebRtcServerDump).</summary>
public sealed record WebRtcServerDump
{
    /// <summary>Its id.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Where it listens by UDP.</summary>
    [JsonPropertyName("udpSockets")]
    public IReadOnlyList<IpPort> UdpSockets { get; init; } = [];

    /// <summary>Where it listens by TCP.</summary>
    [JsonPropertyName("tcpServers")]
    public IReadOnlyList<IpPort> TcpServers { get; init; } = [];

    /// <summary>The transports that it serves.</summary>
    [JsonPropertyName("webRtcTransportIds")]
    public IReadOnlyList<string> WebRtcTransportIds { get; init; } = [];

    /// <summary>The user names by which requests find a transport; after an ICE restart the old one and the new one.</summary>
    [JsonPropertyName("localIceUsernameFragments")]
    public IReadOnlyList<IceUsernameFragmentDump> LocalIceUsernameFragments { get; init; } = [];
}
