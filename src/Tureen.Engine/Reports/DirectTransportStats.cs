using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>The statistics of a DirectTransport (mediasoup DirectTransportStat).</summary>
public sealed record DirectTransportStats : TransportStats
{
    /// <summary>Always <c>direct-transport</c>.</summary>
    [JsonPropertyName("type")]
    public override string Type => "direct-transport";
}
