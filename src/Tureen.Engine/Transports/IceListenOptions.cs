using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Transports;

/// <summary>One place where a WebRtcTransport listens (mediasoup TransportListenInfo, resolved).</summary>
internal sealed record IceListenOptions
{
    public required TransportProtocol Protocol { get; init; }

    public required ListenParameters Parameters { get; init; }

    /// <summary>IP address or host name that the peer gets instead of the local address.</summary>
    public string? AnnouncedAddress { get; init; }

    /// <summary>The peer gets the local address too when an announced one is given.</summary>
    public bool ExposeInternalIp { get; init; }
}
