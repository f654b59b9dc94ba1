using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Engine.Rtp;

/// <summary>What a packet's payload or its dependency descriptor says about its place among frames and layers; read once for all consumers.</summary>
/// <remarks>
/// VP8: RFC 7741 §4.2; VP9: RFC 9628 §4.2; H264 and AV1: the dependency descriptor (AV1 RTP payload format, appendix A).
/// The default value says nothing: a codec without layers.
/// </remarks>
internal readonly record struct PayloadDescriptor
{
    /// <summary>The descriptor could be read; false where there is none, or where it is broken.</summary>
    public bool IsPresent { get; init; }

    /// <summary>First packet of a frame from which a decoder can start.</summary>
    public bool IsKeyFrame { get; init; }

    /// <summary>
    /// First slice of an IDR picture of H264. A decoder can begin here with the parameter sets; <see cref="IsKeyFrame"/> says whether they are
    /// known, unless they came in packets of the same picture, where the key frame begins with them.
    /// </summary>
    public bool BeginsIdr { get; init; }

    /// <summary>The parameter sets that are known and that a receiver lacks which begins at the key frame that begins, or goes on, here.</summary>
    public ParameterSetKinds MissingParameterSets { get; init; }

    /// <summary>The packet names its temporal layer (TID), and its spatial layer where the codec has any.</summary>
    public bool HasLayers { get; init; }

    /// <summary>0 where none is named.</summary>
    public byte SpatialLayer { get; init; }

    /// <summary>0 where none is named.</summary>
    public byte TemporalLayer { get; init; }

    /// <summary>First packet of a frame of its layer (VP9 B, AV1 start_of_frame, VP8 S with PID 0).</summary>
    public bool IsFrameStart { get; init; }

    /// <summary>Last packet of a frame of its layer (VP9 E, AV1 end_of_frame, VP8 the marker).</summary>
    public bool IsFrameEnd { get; init; }

    /// <summary>From here on a receiver can go up to this temporal layer (VP8 Y, VP9 U).</summary>
    public bool IsSwitchingPoint { get; init; }

    /// <summary>Depends on earlier pictures (VP9 P).</summary>
    public bool IsInterPicturePredicted { get; init; }

    public bool HasPictureId { get; init; }

    /// <summary>15 bits; a stream that sends 7 is counted on to 15.</summary>
    public ushort PictureId { get; init; }

    /// <summary>The picture id has 15 bits (M).</summary>
    public bool IsPictureIdLong { get; init; }

    /// <summary>Which counting of its encoder the picture id, TL0PICIDX and frame number belong to; another one after the encoder counts anew.</summary>
    public byte Counting { get; init; }

    /// <summary>Another packet of the frame carries the picture id, and not this one.</summary>
    public bool IsPictureIdElsewhere { get; init; }

    /// <summary>What the packet does not say is in a packet of its frame that has not come yet.</summary>
    public bool IsFrameUnknown { get; init; }

    public bool HasTl0PictureIndex { get; init; }

    public byte Tl0PictureIndex { get; init; }

    /// <summary>Bytes of the descriptor at the start of the payload; 0 where it is not part of the payload.</summary>
    public ushort Length { get; init; }

    /// <summary>The earlier frames that this one needs, where the packet names them (VP9 in flexible mode, dependency descriptor).</summary>
    public FrameReferences References { get; init; }

    /// <summary>The dependency descriptor; its structure is null where there is none.</summary>
    public DependencyDescriptor Dependencies { get; init; }
}
