using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>The statistics of a sent RTP stream (mediasoup RtpStreamSendStats).</summary>
public sealed record OutboundRtpStats : RtpStats
{
    /// <summary>Always <c>outbound-rtp</c>.</summary>
    [JsonPropertyName("type")]
    public override string Type => "outbound-rtp";
}
