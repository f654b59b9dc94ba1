using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>Where a transport listens (mediasoup TransportListenInfo).</summary>
public sealed record TransportListenInfo
{
    /// <summary>UDP unless set.</summary>
    [JsonPropertyName("protocol")]
    public TransportProtocol Protocol { get; init; } = TransportProtocol.Udp;

    /// <summary>A local IPv4 or IPv6 address, or <c>0.0.0.0</c> or <c>::</c> for all of them.</summary>
    [JsonPropertyName("ip")]
    public required string Ip { get; init; }

    /// <summary>
    /// The address that peers get instead: an IP address or a host name. Needed behind NAT. WebRtcTransports and WebRtcServers require it with
    /// <c>0.0.0.0</c> or <c>::</c>, to which nobody can send.
    /// </summary>
    [JsonPropertyName("announcedAddress")]
    public string? AnnouncedAddress { get; init; }

    /// <summary>Deprecated: used when <see cref="AnnouncedAddress"/> is not set.</summary>
    [JsonPropertyName("announcedIp")]
    public string? AnnouncedIp { get; init; }

    /// <summary>Also gives peers <see cref="Ip"/> when there is an announced address.</summary>
    [JsonPropertyName("exposeInternalIp")]
    public bool ExposeInternalIp { get; init; }

    /// <summary>A fixed port, 1 to 65535; 0 for any. Ignored when <see cref="PortRange"/> is set.</summary>
    [JsonPropertyName("port")]
    public int Port { get; init; }

    /// <summary>Ports to choose from; those of the worker unless set.</summary>
    [JsonPropertyName("portRange")]
    public TransportPortRange? PortRange { get; init; }

    /// <summary>How the socket is opened.</summary>
    [JsonPropertyName("flags")]
    public TransportSocketFlags? Flags { get; init; }

    /// <summary>The socket's send buffer in bytes; 0 for the system's default.</summary>
    [JsonPropertyName("sendBufferSize")]
    public int SendBufferSize { get; init; }

    /// <summary>The socket's receive buffer in bytes; 0 for the system's default.</summary>
    [JsonPropertyName("recvBufferSize")]
    public int RecvBufferSize { get; init; }
}
