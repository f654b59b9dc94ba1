using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>What an RTP stream is and what was negotiated for it.</summary>
public sealed record RtpStreamParametersDump
{
    /// <summary>The index of its encoding.</summary>
    public required int EncodingIdx { get; init; }

    /// <summary>The SSRC.</summary>
    public required uint Ssrc { get; init; }

    /// <summary>The payload type.</summary>
    public required int PayloadType { get; init; }

    /// <summary>The codec, such as <c>video/VP8</c>.</summary>
    public required string MimeType { get; init; }

    /// <summary>Hertz.</summary>
    public required int ClockRate { get; init; }

    /// <summary>The RTP stream id, if there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Rid { get; init; }

    /// <summary>The canonical name of the source.</summary>
    public required string Cname { get; init; }

    /// <summary>The SSRC of its retransmissions; null without RTX.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public uint? RtxSsrc { get; init; }

    /// <summary>The payload type of its retransmissions; null without RTX.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? RtxPayloadType { get; init; }

    /// <summary>Whether lost packets are asked for.</summary>
    public required bool UseNack { get; init; }

    /// <summary>Whether Picture Loss Indications are used.</summary>
    public required bool UsePli { get; init; }

    /// <summary>Whether Full Intra Requests are used.</summary>
    public required bool UseFir { get; init; }

    /// <summary>Whether the codec repairs losses itself.</summary>
    public required bool UseInBandFec { get; init; }

    /// <summary>Whether silence may be left out.</summary>
    public required bool UseDtx { get; init; }

    /// <summary>The number of spatial layers.</summary>
    public required int SpatialLayers { get; init; }

    /// <summary>The number of temporal layers.</summary>
    public required int TemporalLayers { get; init; }
}
