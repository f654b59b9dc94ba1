using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>The share of one consumer.</summary>
public sealed record CongestionConsumerDump
{
    /// <summary>The consumer.</summary>
    [JsonPropertyName("consumerId")]
    public required string ConsumerId { get; init; }

    /// <summary>Its priority.</summary>
    [JsonPropertyName("priority")]
    public int Priority { get; init; }

    /// <summary>What it is to send; null for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("targetLayers")]
    public ConsumerLayers? TargetLayers { get; init; }

    /// <summary>What it sends; null for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("currentLayers")]
    public ConsumerLayers? CurrentLayers { get; init; }

    /// <summary>What the target costs, in bits per second.</summary>
    [JsonPropertyName("bitrate")]
    public long Bitrate { get; init; }

    /// <summary>What the next higher step would cost; null when it has all it wants.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("nextBitrate")]
    public long? NextBitrate { get; init; }
}
