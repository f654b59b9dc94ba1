namespace Tureen.Audio.Receiving;

/// <summary>What the number of a packet says about it.</summary>
internal enum PacketKind
{
    /// <summary>The next one, or one behind a gap.</summary>
    Newer,

    /// <summary>One that was overtaken.</summary>
    Reordered,

    /// <summary>It was here before.</summary>
    Repeated,

    /// <summary>A number that fits nothing; the stream may have restarted, which the next packet shows.</summary>
    Strange,

    /// <summary>The first of a stream, or of one that restarted.</summary>
    First,
}
