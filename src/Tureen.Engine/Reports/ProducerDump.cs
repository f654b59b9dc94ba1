using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The state of a producer (mediasoup ProducerDump).</summary>
public sealed record ProducerDump
{
    /// <summary>The producer's id.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Audio or video.</summary>
    [JsonPropertyName("kind")]
    public required MediaKind Kind { get; init; }

    /// <summary>How it carries its media.</summary>
    [JsonPropertyName("type")]
    public required ProducerType Type { get; init; }

    /// <summary>What it sends; each encoding with its payload type.</summary>
    [JsonPropertyName("rtpParameters")]
    public required RtpParameters RtpParameters { get; init; }

    /// <summary>How the router renumbers what it sends.</summary>
    [JsonPropertyName("rtpMapping")]
    public required RtpMapping RtpMapping { get; init; }

    /// <summary>Its streams that have sent something.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("rtpStreams")]
    public IReadOnlyList<RtpStreamDump>? RtpStreams { get; init; }

    /// <summary>The traced events.</summary>
    [JsonPropertyName("traceEventTypes")]
    public required IReadOnlyList<ProducerTraceEventType> TraceEventTypes { get; init; }

    /// <summary>Whether it is paused.</summary>
    [JsonPropertyName("paused")]
    public required bool Paused { get; init; }
}
