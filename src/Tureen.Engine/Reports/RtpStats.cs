using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The statistics of one RTP stream (mediasoup RtpStreamStats).</summary>
[JsonDerivedType(typeof(InboundRtpStats))]
[JsonDerivedType(typeof(OutboundRtpStats))]
public abstract record RtpStats
{
    /// <summary><c>inbound-rtp</c> or <c>outbound-rtp</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Milliseconds on the worker's monotonic clock.</summary>
    public long Timestamp { get; init; }

    /// <summary>The SSRC of the media.</summary>
    public uint Ssrc { get; init; }

    /// <summary>The SSRC of the retransmissions; null without RTX.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public uint? RtxSsrc { get; init; }

    /// <summary>The RID; null without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Rid { get; init; }

    /// <summary>Audio or video.</summary>
    public MediaKind Kind { get; init; }

    /// <summary>The codec, such as <c>video/VP8</c>.</summary>
    public string MimeType { get; init; } = string.Empty;

    /// <summary>Packets lost, as the receiver counts them (RFC 3550 §6.4.1).</summary>
    public long PacketsLost { get; init; }

    /// <summary>The share of packets lost since the last report, 0 to 255 standing for 0 to 1.</summary>
    public int FractionLost { get; init; }

    /// <summary>The jitter in units of the RTP timestamp (RFC 3550 §6.4.1).</summary>
    public long Jitter { get; init; }

    /// <summary>Packets dropped as duplicate, too old or invalid.</summary>
    public long PacketsDiscarded { get; init; }

    /// <summary>Packets sent again.</summary>
    public long PacketsRetransmitted { get; init; }

    /// <summary>Lost packets that a retransmission made good.</summary>
    public long PacketsRepaired { get; init; }

    /// <summary>NACK messages.</summary>
    public long NackCount { get; init; }

    /// <summary>Packets that NACK messages asked for.</summary>
    public long NackPacketCount { get; init; }

    /// <summary>Picture Loss Indications.</summary>
    public long PliCount { get; init; }

    /// <summary>Full Intra Requests.</summary>
    public long FirCount { get; init; }

    /// <summary>The round trip time in milliseconds; null while unknown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RoundTripTime { get; init; }

    /// <summary>Retransmissions dropped as not needed or invalid; null without RTX.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? RtxPacketsDiscarded { get; init; }

    /// <summary>0 (nothing arrives) to 10 (perfect).</summary>
    public int Score { get; init; }

    /// <summary>Packets received or sent.</summary>
    public long PacketCount { get; init; }

    /// <summary>Bytes of these packets, headers included.</summary>
    public long ByteCount { get; init; }

    /// <summary>Bits per second of late.</summary>
    public long Bitrate { get; init; }
}
