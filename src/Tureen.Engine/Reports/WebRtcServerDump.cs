namespace Tureen;

/// <summary>The state of a WebRtcServer (mediasoup WebRtcServerDump).</summary>
public sealed record WebRtcServerDump
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Where it listens by UDP.</summary>
    public IReadOnlyList<IpPort> UdpSockets { get; init; } = [];

    /// <summary>Where it listens by TCP.</summary>
    public IReadOnlyList<IpPort> TcpServers { get; init; } = [];

    /// <summary>The transports that it serves.</summary>
    public IReadOnlyList<string> WebRtcTransportIds { get; init; } = [];

    /// <summary>The user names by which requests find a transport; after an ICE restart the old one and the new one.</summary>
    public IReadOnlyList<IceUsernameFragmentDump> LocalIceUsernameFragments { get; init; } = [];
}
