namespace Tureen.Engine.Sctp.Packets.Chunks;

/// <summary>SHUTDOWN ACK (RFC 9260 §3.3.9): the answer to SHUTDOWN once everything was acknowledged.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |   Type = 8    |  Chunk Flags  |          Length = 4           |
/// </code></remarks>
internal static class ShutdownAckChunk
{
    public const byte Type = 8;

    public static bool TryParse(ReadOnlySpan<byte> bytes) =>
        ChunkFrame.TryRead(bytes, Type, ChunkFrame.Length, out ReadOnlySpan<byte> frame) && frame.Length == ChunkFrame.Length;

    public static int Write(Span<byte> destination) => ChunkFrame.Write(destination, Type, 0, ChunkFrame.Length);
}
