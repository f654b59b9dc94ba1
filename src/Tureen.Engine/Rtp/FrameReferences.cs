namespace Tureen.Engine.Rtp;

/// <summary>Which earlier frames a frame refers to, by the distance of their numbers (VP9 P_DIFF, dependency descriptor FDIFF).</summary>
internal readonly record struct FrameReferences
{
    /// <summary>The farthest distance that <see cref="Near"/> can name.</summary>
    public const int MaxNear = 64;

    /// <summary>Whether the packet names its references.</summary>
    public bool IsKnown { get; init; }

    /// <summary>Bit n − 1 stands for the frame n before.</summary>
    public ulong Near { get; init; }

    /// <summary>Some reference is farther than <see cref="MaxNear"/>.</summary>
    public bool HasFar { get; init; }

    public FrameReferences With(int distance) => distance > MaxNear
        ? this with { HasFar = true }
        : this with { Near = Near | (1UL << (distance - 1)) };
}
