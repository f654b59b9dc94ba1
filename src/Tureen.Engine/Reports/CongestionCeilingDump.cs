using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>A rate that failed and is not tried again for a while.</summary>
public sealed record CongestionCeilingDump
{
    /// <summary>Bits per second.</summary>
    [JsonPropertyName("bitrate")]
    public long Bitrate { get; init; }

    /// <summary>Milliseconds until it may be tried.</summary>
    [JsonPropertyName("endsIn")]
    public double EndsIn { get; init; }

    /// <summary>Milliseconds for which it was barred; the next failure bars for longer.</summary>
    [JsonPropertyName("backoff")]
    public double Backoff { get; init; }
}
