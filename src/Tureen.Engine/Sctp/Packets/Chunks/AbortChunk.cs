namespace Tureen.Engine.Sctp.Packets.Chunks;

/// <summary>ABORT (RFC 9260 §3.3.7): the association ends at once.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |   Type = 6    |  Reserved   |T|            Length             |
///  /                   zero or more Error Causes                   /
/// </code></remarks>
internal readonly ref struct AbortChunk
{
    public const byte Type = 6;

    private const byte ReflectedTagFlag = 1;

    /// <summary>T: the sender had no association, and the tag is that of the packet it answers.</summary>
    public bool IsTagReflected { get; private init; }

    public ReadOnlySpan<byte> Causes { get; private init; }

    public static bool TryParse(ReadOnlySpan<byte> bytes, out AbortChunk chunk)
    {
        chunk = default;
        if (!ChunkFrame.TryRead(bytes, Type, ChunkFrame.Length, out ReadOnlySpan<byte> frame))
        {
            return false;
        }

        chunk = new AbortChunk { IsTagReflected = (frame[1] & ReflectedTagFlag) != 0, Causes = frame[ChunkFrame.Length..] };
        return true;
    }

    /// <summary>Returns the length with padding.</summary>
    public static int Write(Span<byte> destination, bool isTagReflected, ReadOnlySpan<byte> causes)
    {
        causes.CopyTo(destination[ChunkFrame.Length..]);
        return ChunkFrame.Write(destination, Type, isTagReflected ? ReflectedTagFlag : (byte)0, ChunkFrame.Length + causes.Length);
    }
}
