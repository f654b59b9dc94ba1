using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The statistics of one RTP stream (mediasoup RtpStreamStats).</summary>
[JsonDerivedType(typeof(InboundRtpStats))]
[JsonDerivedType(typeof(OutboundRtpStats))]
public abstract record RtpStats
{
    /// <summary><c>inbound-rtp</c> or <c>outbound-rtp</c>.</summary>
    [JsonPropertyName("type")]
    public abstract string Type { get; }

    /// <summary>Milliseconds on the worker's monotonic clock.</summary>
    [JsonPropertyName("timestamp")]
    public long Timestamp { get; init; }

    /// <summary>The SSRC of the media.</summary>
    [JsonPropertyName("ssrc")]
    public uint Ssrc { get; init; }

    /// <summary>The SSRC of the retransmissions; null without RTX.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("rtxSsrc")]
    public uint? RtxSsrc { get; init; }

    /// <summary>The RID; null without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("rid")]
    public string? Rid { get; init; }

    /// <summary>Audio or video.</summary>
    [JsonPropertyName("kind")]
    public MediaKind Kind { get; init; }

    /// <summary>The codec, such as <c>video/VP8</c>.</summary>
    [JsonPropertyName("mimeType")]
    public string MimeType { get; init; } = string.Empty;

    /// <summary>Packets lost, as the receiver counts them (RFC 3550 §6.4.1).</summary>
    [JsonPropertyName("packetsLost")]
    public long PacketsLost { get; init; }

    /// <summary>The share of packets lost since the last report, 0 to 255 standing for 0 to 1.</summary>
    [JsonPropertyName("fractionLost")]
    public int FractionLost { get; init; }

    /// <summary>The jitter in units of the RTP timestamp (RFC 3550 §6.4.1).</summary>
    [JsonPropertyName("jitter")]
    public long Jitter { get; init; }

    /// <summary>Packets dropped as duplicate, too old or invalid.</summary>
    [JsonPropertyName("packetsDiscarded")]
    public long PacketsDiscarded { get; init; }

    /// <summary>Packets sent again.</summary>
    [JsonPropertyName("packetsRetransmitted")]
    public long PacketsRetransmitted { get; init; }

    /// <summary>Lost packets that a retransmission repaired.</summary>
    [JsonPropertyName("packetsRepaired")]
    public long PacketsRepaired { get; init; }

    /// <summary>NACK messages.</summary>
    [JsonPropertyName("nackCount")]
    public long NackCount { get; init; }

    /// <summary>Packets that NACK messages requested.</summary>
    [JsonPropertyName("nackPacketCount")]
    public long NackPacketCount { get; init; }

    /// <summary>Picture Loss Indications.</summary>
    [JsonPropertyName("pliCount")]
    public long PliCount { get; init; }

    /// <summary>Full Intra Requests.</summary>
    [JsonPropertyName("firCount")]
    public long FirCount { get; init; }

    /// <summary>The round trip time in milliseconds; null while unknown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("roundTripTime")]
    public double? RoundTripTime { get; init; }

    /// <summary>Retransmissions dropped as not needed or invalid; null without RTX.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("rtxPacketsDiscarded")]
    public long? RtxPacketsDiscarded { get; init; }

    /// <summary>0 (nothing arrives) to 10 (perfect).</summary>
    [JsonPropertyName("score")]
    public int Score { get; init; }

    /// <summary>Packets received or sent.</summary>
    [JsonPropertyName("packetCount")]
    public long PacketCount { get; init; }

    /// <summary>Bytes of these packets, headers included.</summary>
    [JsonPropertyName("byteCount")]
    public long ByteCount { get; init; }

    /// <summary>The recent bitrate, in bits per second.</summary>
    [JsonPropertyName("bitrate")]
    public long Bitrate { get; init; }
}
