using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>What an RTP stream is and what was negotiated for it.</summary>
public sealed record RtpStreamParametersDump
{
    /// <summary>The index of its encoding.</summary>
    [JsonPropertyName("encodingIdx")]
    public required int EncodingIdx { get; init; }

    /// <summary>The SSRC.</summary>
    [JsonPropertyName("ssrc")]
    public required uint Ssrc { get; init; }

    /// <summary>The payload type.</summary>
    [JsonPropertyName("payloadType")]
    public required int PayloadType { get; init; }

    /// <summary>The codec, such as <c>video/VP8</c>.</summary>
    [JsonPropertyName("mimeType")]
    public required string MimeType { get; init; }

    /// <summary>Hertz.</summary>
    [JsonPropertyName("clockRate")]
    public required int ClockRate { get; init; }

    /// <summary>The RTP stream id, if there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("rid")]
    public string? Rid { get; init; }

    /// <summary>The canonical name of the source.</summary>
    [JsonPropertyName("cname")]
    public required string Cname { get; init; }

    /// <summary>The SSRC of its retransmissions; null without RTX.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("rtxSsrc")]
    public uint? RtxSsrc { get; init; }

    /// <summary>The payload type of its retransmissions; null without RTX.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("rtxPayloadType")]
    public int? RtxPayloadType { get; init; }

    /// <summary>Whether lost packets are requested (NACK).</summary>
    [JsonPropertyName("useNack")]
    public required bool UseNack { get; init; }

    /// <summary>Whether Picture Loss Indications are used.</summary>
    [JsonPropertyName("usePli")]
    public required bool UsePli { get; init; }

    /// <summary>Whether Full Intra Requests are used.</summary>
    [JsonPropertyName("useFir")]
    public required bool UseFir { get; init; }

    /// <summary>Whether the codec repairs losses itself.</summary>
    [JsonPropertyName("useInBandFec")]
    public required bool UseInBandFec { get; init; }

    /// <summary>Whether silence may be left out.</summary>
    [JsonPropertyName("useDtx")]
    public required bool UseDtx { get; init; }

    /// <summary>The number of spatial layers.</summary>
    [JsonPropertyName("spatialLayers")]
    public required int SpatialLayers { get; init; }

    /// <summary>The number of temporal layers.</summary>
    [JsonPropertyName("temporalLayers")]
    public required int TemporalLayers { get; init; }
}
