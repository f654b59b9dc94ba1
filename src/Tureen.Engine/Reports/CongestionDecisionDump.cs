using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>One change of the available bitrate or of the state.</summary>
public sealed record CongestionDecisionDump
{
    /// <summary>Milliseconds since then.</summary>
    [JsonPropertyName("age")]
    public double Age { get; init; }

    /// <summary>Why.</summary>
    [JsonPropertyName("cause")]
    public CongestionCause Cause { get; init; }

    /// <summary>Bits per second before it.</summary>
    [JsonPropertyName("before")]
    public long Before { get; init; }

    /// <summary>Bits per second after it.</summary>
    [JsonPropertyName("after")]
    public long After { get; init; }
}
