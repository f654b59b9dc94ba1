namespace Tureen.Engine.Rtp.Extensions;

/// <summary>The place of a frame among all frames of its stream, so that a forwarder need not know the codec.</summary>
/// <remarks>
/// AV1 RTP payload format, appendix A.8.
/// <code>
/// | start_of_frame (1) | end_of_frame (1) | frame_dependency_template_id (6) | frame_number (16) |
/// extended: | structure present (1) | active decode targets present (1) | custom dtis (1) | custom fdiffs (1) | custom chains (1) |
///           [ structure ] [ active decode targets ] [ dtis ] [ fdiffs ] [ chains ]
/// </code>
/// The default value stands for none; a value that was read has a <see cref="Structure"/>.
/// </remarks>
internal readonly record struct DependencyDescriptor
{
    /// <summary>Bytes of the descriptor that every packet has.</summary>
    public const int MandatoryLength = 3;

    /// <summary>What the template id refers to; the same object as long as the sender keeps its structure.</summary>
    public DependencyStructure? Structure { get; init; }

    /// <summary>The packet carries the structure: the first one of a key frame.</summary>
    public bool IsStructureAttached { get; init; }

    public bool IsFrameStart { get; init; }

    public bool IsFrameEnd { get; init; }

    public byte TemplateId { get; init; }

    public ushort FrameNumber { get; init; }

    public byte SpatialLayer { get; init; }

    public byte TemporalLayer { get; init; }

    /// <summary>Two bits for each decode target, target 0 in the lowest.</summary>
    public ulong Indications { get; init; }

    public FrameReferences References { get; init; }

    /// <summary>Targets of the structure; a value of its own, since a descriptor may outlive its structure.</summary>
    public byte DecodeTargetCount { get; init; }

    /// <summary>Bit n stands for decode target n, which the sender produces at present.</summary>
    public uint ActiveDecodeTargets { get; init; }

    /// <summary>This packet names the active decode targets.</summary>
    public bool IsActiveAttached { get; init; }

    /// <summary>Bits before the place where the active decode targets stand, or would stand.</summary>
    public ushort ActivePosition { get; init; }

    /// <summary>Bits of the descriptor, without its padding.</summary>
    public ushort BitLength { get; init; }

    /// <summary>A bit for each decode target.</summary>
    public uint AllDecodeTargets => uint.MaxValue >> (32 - DecodeTargetCount);

    public DecodeTargetIndication IndicationOf(int decodeTarget) =>
        (DecodeTargetIndication)((Indications >> (decodeTarget * 2)) & 3);
}
