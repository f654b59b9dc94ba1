using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>Something that happened on a producer and is traced (mediasoup ProducerTraceEventData).</summary>
public sealed record ProducerTrace
{
    /// <summary>What happened.</summary>
    [JsonPropertyName("type")]
    public required ProducerTraceEventType Type { get; init; }

    /// <summary>Milliseconds on the worker's monotonic clock.</summary>
    [JsonPropertyName("timestamp")]
    public required long Timestamp { get; init; }

    /// <summary>The direction.</summary>
    [JsonPropertyName("direction")]
    public required TraceDirection Direction { get; init; }

    /// <summary>Further information; null when there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("info")]
    public TraceInfo? Info { get; init; }
}
