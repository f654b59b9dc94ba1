using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>The state of one RTP stream.</summary>
public sealed record RtpStreamDump
{
    /// <summary>What the stream is.</summary>
    [JsonPropertyName("params")]
    public required RtpStreamParametersDump Params { get; init; }

    /// <summary>0 to 10.</summary>
    [JsonPropertyName("score")]
    public required int Score { get; init; }

    /// <summary>The stream's retransmissions; null without RTX.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("rtxStream")]
    public RtxStreamDump? RtxStream { get; init; }
}
