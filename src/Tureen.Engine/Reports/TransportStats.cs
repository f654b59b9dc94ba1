using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>The statistics that all transports have (mediasoup BaseTransportStats). Bitrates are in bits per second, over the last second or so.</summary>
[JsonDerivedType(typeof(WebRtcTransportStats))]
[JsonDerivedType(typeof(PlainTransportStats))]
[JsonDerivedType(typeof(PipeTransportStats))]
[JsonDerivedType(typeof(DirectTransportStats))]
public abstract record TransportStats
{
    /// <summary>The kind of the statistics, such as <c>webrtc-transport</c>.</summary>
    [JsonPropertyName("type")]
    public abstract string Type { get; }

    /// <summary>The transport's id.</summary>
    [JsonPropertyName("transportId")]
    public string TransportId { get; init; } = string.Empty;

    /// <summary>Milliseconds on the worker's monotonic clock.</summary>
    [JsonPropertyName("timestamp")]
    public long Timestamp { get; init; }

    /// <summary>The state of the SCTP association; null without SCTP.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("sctpState")]
    public SctpState? SctpState { get; init; }

    /// <summary>Bytes of all datagrams received.</summary>
    [JsonPropertyName("bytesReceived")]
    public long BytesReceived { get; init; }

    /// <summary>The bitrate of all datagrams received.</summary>
    [JsonPropertyName("recvBitrate")]
    public long RecvBitrate { get; init; }

    /// <summary>Bytes of all datagrams sent.</summary>
    [JsonPropertyName("bytesSent")]
    public long BytesSent { get; init; }

    /// <summary>The bitrate of all datagrams sent.</summary>
    [JsonPropertyName("sendBitrate")]
    public long SendBitrate { get; init; }

    /// <summary>Bytes of RTP received, without retransmissions.</summary>
    [JsonPropertyName("rtpBytesReceived")]
    public long RtpBytesReceived { get; init; }

    /// <summary>The bitrate of RTP received, without retransmissions.</summary>
    [JsonPropertyName("rtpRecvBitrate")]
    public long RtpRecvBitrate { get; init; }

    /// <summary>Bytes of RTP sent, without retransmissions and probation.</summary>
    [JsonPropertyName("rtpBytesSent")]
    public long RtpBytesSent { get; init; }

    /// <summary>The bitrate of RTP sent, without retransmissions and probation.</summary>
    [JsonPropertyName("rtpSendBitrate")]
    public long RtpSendBitrate { get; init; }

    /// <summary>Bytes of retransmissions received.</summary>
    [JsonPropertyName("rtxBytesReceived")]
    public long RtxBytesReceived { get; init; }

    /// <summary>The bitrate of retransmissions received.</summary>
    [JsonPropertyName("rtxRecvBitrate")]
    public long RtxRecvBitrate { get; init; }

    /// <summary>Bytes of retransmissions sent.</summary>
    [JsonPropertyName("rtxBytesSent")]
    public long RtxBytesSent { get; init; }

    /// <summary>The bitrate of retransmissions sent.</summary>
    [JsonPropertyName("rtxSendBitrate")]
    public long RtxSendBitrate { get; init; }

    /// <summary>Bytes sent to probe for bandwidth.</summary>
    [JsonPropertyName("probationBytesSent")]
    public long ProbationBytesSent { get; init; }

    /// <summary>The bitrate of the packets sent to probe for bandwidth.</summary>
    [JsonPropertyName("probationSendBitrate")]
    public long ProbationSendBitrate { get; init; }

    /// <summary>The estimated bandwidth towards the peer; null when it is not estimated.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("availableOutgoingBitrate")]
    public long? AvailableOutgoingBitrate { get; init; }

    /// <summary>The estimated bandwidth from the peer; null when it is not estimated.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("availableIncomingBitrate")]
    public long? AvailableIncomingBitrate { get; init; }

    /// <summary>The limit that was set for the peer; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("maxIncomingBitrate")]
    public long? MaxIncomingBitrate { get; init; }

    /// <summary>The upper limit that was set for the estimation towards the peer; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("maxOutgoingBitrate")]
    public long? MaxOutgoingBitrate { get; init; }

    /// <summary>The lower limit that was set for the estimation towards the peer; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("minOutgoingBitrate")]
    public long? MinOutgoingBitrate { get; init; }

    /// <summary>The share of lost packets from the peer, 0 to 1; null when unknown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("rtpPacketLossReceived")]
    public double? RtpPacketLossReceived { get; init; }

    /// <summary>The share of lost packets towards the peer, 0 to 1; null when unknown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("rtpPacketLossSent")]
    public double? RtpPacketLossSent { get; init; }
}
