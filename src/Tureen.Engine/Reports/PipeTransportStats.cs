using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>The statistics of a PipeTransport (mediasoup PipeTransportStat).</summary>
public sealed record PipeTransportStats : TransportStats
{
    /// <summary>Always <c>pipe-transport</c>.</summary>
    [JsonPropertyName("type")]
    public override string Type => "pipe-transport";

    /// <summary>The path between the routers; without a remote end until it is known.</summary>
    [JsonPropertyName("tuple")]
    public required TransportTupleInfo Tuple { get; init; }
}
