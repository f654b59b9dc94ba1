using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>Something that happened on a transport and is traced (mediasoup TransportTraceEventData).</summary>
public sealed record TransportTrace
{
    /// <summary>What happened.</summary>
    public required TransportTraceEventType Type { get; init; }

    /// <summary>Milliseconds on the worker's monotonic clock.</summary>
    public required long Timestamp { get; init; }

    /// <summary>Which way it went.</summary>
    public required TraceDirection Direction { get; init; }

    /// <summary>More about it; null when there is no more.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TraceInfo? Info { get; init; }
}
