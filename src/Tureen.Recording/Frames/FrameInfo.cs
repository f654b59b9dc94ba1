namespace Tureen.Recording.Frames;

/// <summary>What a whole frame says about itself and its stream.</summary>
internal readonly record struct FrameInfo
{
    /// <summary>It can be decoded without others.</summary>
    public bool IsKeyFrame { get; init; }

    /// <summary>Of the picture; 0 where the frame does not say it.</summary>
    public int Width { get; init; }

    public int Height { get; init; }

    /// <summary>What decoders need besides the frames; null for what was said before, or for nothing.</summary>
    public byte[]? CodecPrivate { get; init; }
}
