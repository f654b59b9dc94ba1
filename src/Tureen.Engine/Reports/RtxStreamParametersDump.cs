using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>What a stream of retransmissions is (RFC 4588).</summary>
public sealed record RtxStreamParametersDump
{
    /// <summary>The SSRC.</summary>
    [JsonPropertyName("ssrc")]
    public required uint Ssrc { get; init; }

    /// <summary>The payload type.</summary>
    [JsonPropertyName("payloadType")]
    public required int PayloadType { get; init; }

    /// <summary>The codec, <c>video/rtx</c> or <c>audio/rtx</c>.</summary>
    [JsonPropertyName("mimeType")]
    public required string MimeType { get; init; }

    /// <summary>Hertz.</summary>
    [JsonPropertyName("clockRate")]
    public required int ClockRate { get; init; }

    /// <summary>The repaired RTP stream id, if there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("rrid")]
    public string? Rrid { get; init; }

    /// <summary>The canonical name of the source.</summary>
    [JsonPropertyName("cname")]
    public required string Cname { get; init; }
}
