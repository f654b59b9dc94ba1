using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>Where a WebRtcServer listens.</summary>
/// <param name="Ip">The local address.</param>
/// <param name="Port">The local port.</param>
public sealed record IpPort(
    [property: JsonPropertyName("ip")] string Ip,
    [property: JsonPropertyName("port")] int Port);
