using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>A traced change of what a transport may send, in bits per second (mediasoup's "bwe" trace).</summary>
public sealed record BweTraceInfo : TraceInfo
{
    /// <summary>By what it is known.</summary>
    [JsonPropertyName("bweType")]
    public required BweType BweType { get; init; }

    /// <summary>What the consumers could use together.</summary>
    [JsonPropertyName("desiredBitrate")]
    public required long DesiredBitrate { get; init; }

    /// <summary>The same, falling slowly after it fell.</summary>
    [JsonPropertyName("effectiveDesiredBitrate")]
    public required long EffectiveDesiredBitrate { get; init; }

    /// <summary>The least that counts as available.</summary>
    [JsonPropertyName("minBitrate")]
    public required long MinBitrate { get; init; }

    /// <summary>The most that counts as available.</summary>
    [JsonPropertyName("maxBitrate")]
    public required long MaxBitrate { get; init; }

    /// <summary>Where the estimate began, or would begin now.</summary>
    [JsonPropertyName("startBitrate")]
    public required long StartBitrate { get; init; }

    /// <summary>The most that probes fill up to.</summary>
    [JsonPropertyName("maxPaddingBitrate")]
    public required long MaxPaddingBitrate { get; init; }

    /// <summary>What is available.</summary>
    [JsonPropertyName("availableBitrate")]
    public required long AvailableBitrate { get; init; }
}
