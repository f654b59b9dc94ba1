using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>Something that happened on a transport and is traced (mediasoup TransportTraceEventData).</summary>
public sealed record TransportTrace
{
    /// <summary>What happened.</summary>
    [JsonPropertyName("type")]
    public required TransportTraceEventType Type { get; init; }

    /// <summary>Milliseconds on the worker's monotonic clock.</summary>
    [JsonPropertyName("timestamp")]
    public required long Timestamp { get; init; }

    /// <summary>Which way it went.</summary>
    [JsonPropertyName("direction")]
    public required TraceDirection Direction { get; init; }

    /// <summary>More about it; null when there is no more.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("info")]
    public TraceInfo? Info { get; init; }
}
