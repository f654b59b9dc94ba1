using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>A traced RTP packet.</summary>
/// <param name="RtpPacket">The packet.</param>
/// <param name="IsRtx">Whether it is a retransmission.</param>
public sealed record RtpTraceInfo(
    [property: JsonPropertyName("rtpPacket")] RtpPacketDump RtpPacket,
    [property: JsonPropertyName("isRtx")] bool IsRtx) : TraceInfo;
