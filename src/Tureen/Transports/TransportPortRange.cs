using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>Ports to choose from (mediasoup PortRange).</summary>
/// <param name="Min">First port, 0 to 65535.</param>
/// <param name="Max">Last port, included; not less than <paramref name="Min"/>.</param>
public sealed record TransportPortRange(
    [property: JsonPropertyName("min")] int Min,
    [property: JsonPropertyName("max")] int Max);
