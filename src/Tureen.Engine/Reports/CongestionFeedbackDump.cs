using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>The reports of a peer about what arrived.</summary>
public sealed record CongestionFeedbackDump
{
    /// <summary>Reports that were evaluated.</summary>
    [JsonPropertyName("used")]
    public long Used { get; init; }

    /// <summary>Reports that never came.</summary>
    [JsonPropertyName("lost")]
    public long Lost { get; init; }

    /// <summary>Reports that came after a later one.</summary>
    [JsonPropertyName("reordered")]
    public long Reordered { get; init; }

    /// <summary>Reports that came too often, or about packets that were not sent.</summary>
    [JsonPropertyName("refused")]
    public long Refused { get; init; }

    /// <summary>The mean time between two, in milliseconds.</summary>
    [JsonPropertyName("interval")]
    public double Interval { get; init; }
}
