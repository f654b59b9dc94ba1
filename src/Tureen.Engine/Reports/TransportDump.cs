using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The state that all transports have (mediasoup BaseTransportDump).</summary>
[JsonDerivedType(typeof(WebRtcTransportDump))]
[JsonDerivedType(typeof(PlainTransportDump))]
[JsonDerivedType(typeof(PipeTransportDump))]
[JsonDerivedType(typeof(DirectTransportDump))]
public abstract record TransportDump
{
    /// <summary>The transport's id.</summary>
    [JsonPropertyName("id")]
    public string Id { get; init; } = string.Empty;

    /// <summary>Ids of its producers.</summary>
    [JsonPropertyName("producerIds")]
    public IReadOnlyList<string> ProducerIds { get; init; } = [];

    /// <summary>Ids of its consumers.</summary>
    [JsonPropertyName("consumerIds")]
    public IReadOnlyList<string> ConsumerIds { get; init; } = [];

    /// <summary>Consumer ids by the SSRC of their media.</summary>
    [JsonPropertyName("mapSsrcConsumerId")]
    public IReadOnlyList<DumpEntry<uint, string>> MapSsrcConsumerId { get; init; } = [];

    /// <summary>Consumer ids by the SSRC of their retransmissions.</summary>
    [JsonPropertyName("mapRtxSsrcConsumerId")]
    public IReadOnlyList<DumpEntry<uint, string>> MapRtxSsrcConsumerId { get; init; } = [];

    /// <summary>Ids of the header extensions that the transport receives and uses itself.</summary>
    [JsonPropertyName("recvRtpHeaderExtensions")]
    public RecvRtpHeaderExtensionsDump RecvRtpHeaderExtensions { get; init; } = new();

    /// <summary>How the producer of a packet is found.</summary>
    [JsonPropertyName("rtpListener")]
    public RtpListenerDump RtpListener { get; init; } = new();

    /// <summary>Bytes of the longest message that it sends.</summary>
    [JsonPropertyName("maxSendMessageSize")]
    public int MaxSendMessageSize { get; init; }

    /// <summary>Bytes of the longest message that it takes.</summary>
    [JsonPropertyName("maxReceiveMessageSize")]
    public int MaxReceiveMessageSize { get; init; }

    /// <summary>Ids of its data producers.</summary>
    [JsonPropertyName("dataProducerIds")]
    public IReadOnlyList<string> DataProducerIds { get; init; } = [];

    /// <summary>Ids of its data consumers.</summary>
    [JsonPropertyName("dataConsumerIds")]
    public IReadOnlyList<string> DataConsumerIds { get; init; } = [];

    /// <summary>The SCTP association that it offers; null without SCTP.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("sctpParameters")]
    public SctpParameters? SctpParameters { get; init; }

    /// <summary>The state of the association; null without SCTP.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("sctpState")]
    public SctpState? SctpState { get; init; }

    /// <summary>What was negotiated, zeros before the association is connected; null without SCTP.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("sctpNegotiatedCapabilities")]
    public SctpNegotiatedCapabilities? SctpNegotiatedCapabilities { get; init; }

    /// <summary>How the data producer of a message is found; null without SCTP.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("sctpListener")]
    public SctpListenerDump? SctpListener { get; init; }

    /// <summary>The traced events.</summary>
    [JsonPropertyName("traceEventTypes")]
    public IReadOnlyList<TransportTraceEventType> TraceEventTypes { get; init; } = [];

    /// <summary>
    /// Outgoing congestion control, which mediasoup's dump lacks; null until the first video consumer whose peer gives transport-wide feedback.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("congestion")]
    public CongestionDump? Congestion { get; init; }
}
