using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>A probe that has ended.</summary>
public sealed record CongestionProbeDump
{
    /// <summary>Milliseconds since it ended.</summary>
    [JsonPropertyName("age")]
    public double Age { get; init; }

    /// <summary>Bits per second of all that was to leave while it lasted.</summary>
    [JsonPropertyName("plannedBitrate")]
    public long PlannedBitrate { get; init; }

    /// <summary>Milliseconds.</summary>
    [JsonPropertyName("plannedDuration")]
    public double PlannedDuration { get; init; }

    /// <summary>With which packets it was made.</summary>
    [JsonPropertyName("carrier")]
    public ProbeCarrier Carrier { get; init; }

    /// <summary>What it has shown.</summary>
    [JsonPropertyName("outcome")]
    public ProbeOutcome Outcome { get; init; }

    /// <summary>Bits per second that the path carried; 0 when it has shown nothing.</summary>
    [JsonPropertyName("bitrate")]
    public long Bitrate { get; init; }
}
