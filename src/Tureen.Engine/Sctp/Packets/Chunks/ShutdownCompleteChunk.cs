namespace Tureen.Engine.Sctp.Packets.Chunks;

/// <summary>SHUTDOWN COMPLETE (RFC 9260 §3.3.13): the answer to SHUTDOWN ACK, the last packet of an association.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |   Type = 14   |  Reserved   |T|          Length = 4           |
/// </code></remarks>
internal readonly ref struct ShutdownCompleteChunk
{
    public const byte Type = 14;

    private const byte ReflectedTagFlag = 1;

    /// <summary>T: the sender had no association, and the tag is that of the packet it answers.</summary>
    public bool IsTagReflected { get; private init; }

    public static bool TryParse(ReadOnlySpan<byte> bytes, out ShutdownCompleteChunk chunk)
    {
        chunk = default;
        if (!ChunkFrame.TryRead(bytes, Type, ChunkFrame.Length, out ReadOnlySpan<byte> frame) || frame.Length != ChunkFrame.Length)
        {
            return false;
        }

        chunk = new ShutdownCompleteChunk { IsTagReflected = (frame[1] & ReflectedTagFlag) != 0 };
        return true;
    }

    public static int Write(Span<byte> destination, bool isTagReflected) =>
        ChunkFrame.Write(destination, Type, isTagReflected ? ReflectedTagFlag : (byte)0, ChunkFrame.Length);
}
