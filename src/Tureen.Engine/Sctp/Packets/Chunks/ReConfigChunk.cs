namespace Tureen.Engine.Sctp.Packets.Chunks;

/// <summary>RE-CONFIG (RFC 6525 §3.1): requests and answers about streams.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |  Type = 130   |  Chunk Flags  |         Chunk Length          |
///  /                   Re-configuration Parameters                   /
/// </code></remarks>
internal readonly ref struct ReConfigChunk
{
    public const byte Type = 130;

    /// <summary>One or two parameters.</summary>
    public ReadOnlySpan<byte> Parameters { get; private init; }

    public static bool TryParse(ReadOnlySpan<byte> bytes, out ReConfigChunk chunk)
    {
        chunk = default;
        if (!ChunkFrame.TryRead(bytes, Type, ChunkFrame.Length, out ReadOnlySpan<byte> frame))
        {
            return false;
        }

        chunk = new ReConfigChunk { Parameters = frame[ChunkFrame.Length..] };
        return true;
    }

    /// <summary>Returns the length with padding.</summary>
    public static int Write(Span<byte> destination, ReadOnlySpan<byte> parameters)
    {
        parameters.CopyTo(destination[ChunkFrame.Length..]);
        return ChunkFrame.Write(destination, Type, 0, ChunkFrame.Length + parameters.Length);
    }
}
