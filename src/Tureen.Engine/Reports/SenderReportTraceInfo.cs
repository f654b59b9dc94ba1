using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>A traced Sender Report (RFC 3550 §6.4.1).</summary>
/// <param name="Ssrc">The SSRC of the sender that reports.</param>
/// <param name="NtpSec">Seconds of its NTP time.</param>
/// <param name="NtpFrac">The fraction of its NTP time.</param>
/// <param name="RtpTs">The RTP timestamp at that time.</param>
/// <param name="PacketCount">Packets sent so far.</param>
/// <param name="OctetCount">Payload bytes sent so far.</param>
public sealed record SenderReportTraceInfo(
    [property: JsonPropertyName("ssrc")] uint Ssrc,
    [property: JsonPropertyName("ntpSec")] uint NtpSec,
    [property: JsonPropertyName("ntpFrac")] uint NtpFrac,
    [property: JsonPropertyName("rtpTs")] uint RtpTs,
    [property: JsonPropertyName("packetCount")] uint PacketCount,
    [property: JsonPropertyName("octetCount")] uint OctetCount) : TraceInfo;
