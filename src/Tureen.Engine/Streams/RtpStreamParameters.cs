using Tureen.Engine.Codecs;

namespace Tureen.Engine.Streams;

/// <summary>What one RTP stream is and what its negotiation allows.</summary>
internal sealed class RtpStreamParameters
{
    public int EncodingIdx { get; init; }

    public required uint Ssrc { get; init; }

    public required byte PayloadType { get; init; }

    public required string MimeType { get; init; }

    public required int ClockRate { get; init; }

    public string? Rid { get; init; }

    public string Cname { get; init; } = string.Empty;

    /// <summary>0 while the stream has no RTX.</summary>
    public uint RtxSsrc { get; set; }

    public byte RtxPayloadType { get; set; }

    public bool UseNack { get; init; }

    public bool UsePli { get; init; }

    public bool UseFir { get; init; }

    public bool UseInBandFec { get; init; }

    public bool UseDtx { get; init; }

    public int SpatialLayers { get; init; } = 1;

    public int TemporalLayers { get; init; } = 1;

    public bool HasRtx => RtxSsrc != 0;

    public bool IsVideo => MimeType.StartsWith("video/", StringComparison.OrdinalIgnoreCase);

    public MediaCodec Codec => CodecTraits.Find(MimeType).Codec;
}
