namespace Tureen.Engine.Sctp.Packets.Chunks;

/// <summary>COOKIE ECHO (RFC 9260 §3.3.11): the state cookie of the INIT ACK comes back.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |   Type = 10   |  Chunk Flags  |         Chunk Length          |
///  /                               Cookie                          /
/// </code></remarks>
internal readonly ref struct CookieEchoChunk
{
    public const byte Type = 10;

    /// <summary>The cookie as the peer wrote it.</summary>
    public ReadOnlySpan<byte> Cookie { get; private init; }

    public static bool TryParse(ReadOnlySpan<byte> bytes, out CookieEchoChunk chunk)
    {
        chunk = default;
        if (!ChunkFrame.TryRead(bytes, Type, ChunkFrame.Length, out ReadOnlySpan<byte> frame))
        {
            return false;
        }

        chunk = new CookieEchoChunk { Cookie = frame[ChunkFrame.Length..] };
        return true;
    }

    /// <summary>Returns the length with padding.</summary>
    public static int Write(Span<byte> destination, ReadOnlySpan<byte> cookie)
    {
        cookie.CopyTo(destination[ChunkFrame.Length..]);
        return ChunkFrame.Write(destination, Type, 0, ChunkFrame.Length + cookie.Length);
    }
}
