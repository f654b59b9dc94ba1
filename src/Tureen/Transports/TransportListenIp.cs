using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>Where a transport listens, in the form of older programs (mediasoup TransportListenIp); deprecated.</summary>
/// <param name="Ip">A local IPv4 or IPv6 address.</param>
/// <param name="AnnouncedIp">The address that peers get instead.</param>
public sealed record TransportListenIp(
    [property: JsonPropertyName("ip")] string Ip,
    [property: JsonPropertyName("announcedIp")] string? AnnouncedIp = null)
{
    /// <summary>Makes one of an address alone.</summary>
    /// <param name="ip">A local IPv4 or IPv6 address.</param>
    public static implicit operator TransportListenIp(string ip) => new(ip);
}
