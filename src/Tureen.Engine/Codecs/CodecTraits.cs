using Tureen.Engine.Rtp;

namespace Tureen.Engine.Codecs;

/// <summary>What the engine knows of a codec: each codec is one row.</summary>
internal sealed record CodecTraits
{
    /// <summary>In the order of <see cref="MediaCodec"/>.</summary>
    private static readonly CodecTraits[] Rows =
    [
        new() { Codec = MediaCodec.Other, MimeTypes = [] },
        new() { Codec = MediaCodec.Opus, MimeTypes = ["audio/opus", "audio/multiopus"] },
        new()
        {
            Codec = MediaCodec.Vp8,
            MimeTypes = ["video/VP8"],
            HasKeyFrames = true,
            Read = Vp8PayloadDescriptor.TryParse,
            CreateSelector = static (_, _, _) => new Vp8LayerSelector(),
        },
        new()
        {
            Codec = MediaCodec.Vp9,
            MimeTypes = ["video/VP9"],
            HasKeyFrames = true,
            HasUncountedLayers = true,
            Read = static (ReadOnlySpan<byte> payload, bool _, out PayloadDescriptor read) => Vp9PayloadDescriptor.TryParse(payload, out read),
            CreateSelector = static (spatialLayers, temporalLayers, isKSvc) => new Vp9LayerSelector(spatialLayers, temporalLayers, isKSvc),
        },
        new()
        {
            Codec = MediaCodec.H264,
            MimeTypes = ["video/H264", "video/H264-SVC"],
            HasKeyFrames = true,
            HasParameterSets = true,
            HasDependencyDescriptor = true,
            Read = H264Payload.TryRead,
            CreateSelector = static (_, _, _) => new DecodeTargetSelector(),
        },
        new()
        {
            Codec = MediaCodec.Av1,
            MimeTypes = ["video/AV1"],
            HasKeyFrames = true,
            HasDependencyDescriptor = true,
            Read = Av1AggregationHeader.TryRead,
            CreateSelector = static (_, _, _) => new DecodeTargetSelector(),
        },
    ];

    public required MediaCodec Codec { get; init; }

    /// <summary>Its names in signaling, which are compared without regard to case.</summary>
    public required string[] MimeTypes { get; init; }

    /// <summary>Its key frames are recognized, so that a receiver can wait for one.</summary>
    public bool HasKeyFrames { get; init; }

    /// <summary>A receiver needs parameter sets besides the key frame (RFC 6184 §8.4).</summary>
    public bool HasParameterSets { get; init; }

    /// <summary>Its layers are in the header extension of that name.</summary>
    public bool HasDependencyDescriptor { get; init; }

    /// <summary>A packet names its spatial layer and does not say how many there are.</summary>
    public bool HasUncountedLayers { get; init; }

    /// <summary>Reads its payload; null where there is nothing to read.</summary>
    public PayloadReader? Read { get; init; }

    /// <summary>Makes the selector of its layers, from the numbers of spatial and temporal layers and whether it is K-SVC.</summary>
    public Func<int, int, bool, LayerSelector> CreateSelector { get; init; } = static (_, _, _) => new NoLayerSelector();

    public static CodecTraits Of(MediaCodec codec) => Rows[(int)codec];

    /// <summary>Finds the codec of a MIME type such as <c>video/VP8</c>.</summary>
    public static CodecTraits Find(string mimeType)
    {
        foreach (CodecTraits row in Rows)
        {
            foreach (string name in row.MimeTypes)
            {
                if (string.Equals(name, mimeType, StringComparison.OrdinalIgnoreCase))
                {
                    return row;
                }
            }
        }

        return Of(MediaCodec.Other);
    }
}
