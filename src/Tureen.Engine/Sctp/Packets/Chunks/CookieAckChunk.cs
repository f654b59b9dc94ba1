namespace Tureen.Engine.Sctp.Packets.Chunks;

/// <summary>COOKIE ACK (RFC 9260 §3.3.12): the answer to COOKIE ECHO; the association is established.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |   Type = 11   |  Chunk Flags  |          Length = 4           |
/// </code></remarks>
internal static class CookieAckChunk
{
    public const byte Type = 11;

    public static bool TryParse(ReadOnlySpan<byte> bytes) =>
        ChunkFrame.TryRead(bytes, Type, ChunkFrame.Length, out ReadOnlySpan<byte> frame) && frame.Length == ChunkFrame.Length;

    public static int Write(Span<byte> destination) => ChunkFrame.Write(destination, Type, 0, ChunkFrame.Length);
}
