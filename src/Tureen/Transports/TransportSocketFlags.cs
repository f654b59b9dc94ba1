using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>How a socket is opened (mediasoup TransportSocketFlags).</summary>
public sealed record TransportSocketFlags
{
    /// <summary>Refuses IPv4 on an IPv6 socket; ignored on IPv4.</summary>
    [JsonPropertyName("ipv6Only")]
    public bool Ipv6Only { get; init; }

    /// <summary>Lets several sockets share a UDP port; ignored on TCP.</summary>
    [JsonPropertyName("udpReusePort")]
    public bool UdpReusePort { get; init; }
}
