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
    public string Id { get; init; } = string.Empty;

    /// <summary>Ids of its producers.</summary>
    public IReadOnlyList<string> ProducerIds { get; init; } = [];

    /// <summary>Ids of its consumers.</summary>
    public IReadOnlyList<string> ConsumerIds { get; init; } = [];

    /// <summary>Consumer ids by the SSRC of their media.</summary>
    public IReadOnlyList<DumpEntry<uint, string>> MapSsrcConsumerId { get; init; } = [];

    /// <summary>Consumer ids by the SSRC of their retransmissions.</summary>
    public IReadOnlyList<DumpEntry<uint, string>> MapRtxSsrcConsumerId { get; init; } = [];

    /// <summary>Ids of the header extensions that the transport receives and uses itself.</summary>
    public RecvRtpHeaderExtensionsDump RecvRtpHeaderExtensions { get; init; } = new();

    /// <summary>How the producer of a packet is found.</summary>
    public RtpListenerDump RtpListener { get; init; } = new();

    /// <summary>Bytes of the longest message that it sends.</summary>
    public int MaxSendMessageSize { get; init; }

    /// <summary>Bytes of the longest message that it takes.</summary>
    public int MaxReceiveMessageSize { get; init; }

    /// <summary>Ids of its data producers.</summary>
    public IReadOnlyList<string> DataProducerIds { get; init; } = [];

    /// <summary>Ids of its data consumers.</summary>
    public IReadOnlyList<string> DataConsumerIds { get; init; } = [];

    /// <summary>The SCTP association that it offers; null without SCTP.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SctpParameters? SctpParameters { get; init; }

    /// <summary>The state of the association; null without SCTP.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SctpState? SctpState { get; init; }

    /// <summary>What was negotiated, zeros before the association is connected; null without SCTP.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SctpNegotiatedCapabilities? SctpNegotiatedCapabilities { get; init; }

    /// <summary>How the data producer of a message is found; null without SCTP.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SctpListenerDump? SctpListener { get; init; }

    /// <summary>What is traced.</summary>
    public IReadOnlyList<TransportTraceEventType> TraceEventTypes { get; init; } = [];
}
