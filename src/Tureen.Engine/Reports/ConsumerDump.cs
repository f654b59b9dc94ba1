using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The state of a consumer (mediasoup ConsumerDump).</summary>
public sealed record ConsumerDump
{
    /// <summary>The consumer's id.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>The id of its producer.</summary>
    [JsonPropertyName("producerId")]
    public required string ProducerId { get; init; }

    /// <summary>Audio or video.</summary>
    [JsonPropertyName("kind")]
    public required MediaKind Kind { get; init; }

    /// <summary>How it carries its media.</summary>
    [JsonPropertyName("type")]
    public required ConsumerType Type { get; init; }

    /// <summary>What it receives; each encoding with its payload type.</summary>
    [JsonPropertyName("rtpParameters")]
    public required RtpParameters RtpParameters { get; init; }

    /// <summary>The producer's encodings as the router knows them.</summary>
    [JsonPropertyName("consumableRtpEncodings")]
    public required IReadOnlyList<RtpEncodingParameters> ConsumableRtpEncodings { get; init; }

    /// <summary>Payload types of the media codecs that it forwards.</summary>
    [JsonPropertyName("supportedCodecPayloadTypes")]
    public required IReadOnlyList<int> SupportedCodecPayloadTypes { get; init; }

    /// <summary>The traced events.</summary>
    [JsonPropertyName("traceEventTypes")]
    public required IReadOnlyList<ConsumerTraceEventType> TraceEventTypes { get; init; }

    /// <summary>Whether it is paused itself.</summary>
    [JsonPropertyName("paused")]
    public required bool Paused { get; init; }

    /// <summary>Whether its producer is paused.</summary>
    [JsonPropertyName("producerPaused")]
    public required bool ProducerPaused { get; init; }

    /// <summary>Its share of the transport's bandwidth, 1 to 255.</summary>
    [JsonPropertyName("priority")]
    public required int Priority { get; init; }

    /// <summary>Its stream; null for consumers of type pipe.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("rtpStream")]
    public RtpStreamDump? RtpStream { get; init; }

    /// <summary>Its streams; only for consumers of type pipe.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("rtpStreams")]
    public IReadOnlyList<RtpStreamDump>? RtpStreams { get; init; }

    /// <summary>The highest spatial layer that the application wants, -1 for none; only for consumers of type simulcast and SVC.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("preferredSpatialLayer")]
    public int? PreferredSpatialLayer { get; init; }

    /// <summary>The spatial layer that is aimed at, -1 for none; only for consumers of type simulcast and SVC.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("targetSpatialLayer")]
    public int? TargetSpatialLayer { get; init; }

    /// <summary>The spatial layer that is sent, -1 for none; only for consumers of type simulcast and SVC.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("currentSpatialLayer")]
    public int? CurrentSpatialLayer { get; init; }

    /// <summary>The highest temporal layer that the application wants, -1 for none; only for consumers of type simulcast and SVC.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("preferredTemporalLayer")]
    public int? PreferredTemporalLayer { get; init; }

    /// <summary>The temporal layer that is aimed at, -1 for none; only for consumers of type simulcast and SVC.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("targetTemporalLayer")]
    public int? TargetTemporalLayer { get; init; }

    /// <summary>The temporal layer that is sent, -1 for none; only for consumers of type simulcast and SVC.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("currentTemporalLayer")]
    public int? CurrentTemporalLayer { get; init; }
}
