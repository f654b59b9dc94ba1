using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>The statistics of a received RTP stream (mediasoup RtpStreamRecvStats).</summary>
public sealed record InboundRtpStats : RtpStats
{
    /// <summary>Always <c>inbound-rtp</c>.</summary>
    [JsonPropertyName("type")]
    public override string Type => "inbound-rtp";

    /// <summary>Bits per second of each layer, by its name <c>spatial.temporal</c>, such as <c>0.1</c>.</summary>
    [JsonPropertyName("bitrateByLayer")]
    public IReadOnlyDictionary<string, long> BitrateByLayer { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);
}
