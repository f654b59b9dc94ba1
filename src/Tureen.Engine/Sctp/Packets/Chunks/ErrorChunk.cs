namespace Tureen.Engine.Sctp.Packets.Chunks;

/// <summary>ERROR (RFC 9260 §3.3.10): something is wrong that need not end the association.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |   Type = 9    |  Chunk Flags  |         Chunk Length          |
///  /                   one or more Error Causes                    /
/// </code></remarks>
internal readonly ref struct ErrorChunk
{
    public const byte Type = 9;

    /// <summary>Error causes, one after the other.</summary>
    public ReadOnlySpan<byte> Causes { get; private init; }

    public static bool TryParse(ReadOnlySpan<byte> bytes, out ErrorChunk chunk)
    {
        chunk = default;
        if (!ChunkFrame.TryRead(bytes, Type, ChunkFrame.Length, out ReadOnlySpan<byte> frame))
        {
            return false;
        }

        chunk = new ErrorChunk { Causes = frame[ChunkFrame.Length..] };
        return true;
    }

    /// <summary>Returns the length with padding.</summary>
    public static int Write(Span<byte> destination, ReadOnlySpan<byte> causes)
    {
        causes.CopyTo(destination[ChunkFrame.Length..]);
        return ChunkFrame.Write(destination, Type, 0, ChunkFrame.Length + causes.Length);
    }
}
