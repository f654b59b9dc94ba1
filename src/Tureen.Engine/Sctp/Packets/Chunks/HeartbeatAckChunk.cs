namespace Tureen.Engine.Sctp.Packets.Chunks;

/// <summary>HEARTBEAT ACK (RFC 9260 §3.3.6): the answer to HEARTBEAT, with what it brought.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |   Type = 5    |  Chunk Flags  |         Chunk Length          |
///  /                   Heartbeat Info Parameter                    /
/// </code></remarks>
internal readonly ref struct HeartbeatAckChunk
{
    public const byte Type = 5;

    /// <summary>The Heartbeat Info parameter as the HEARTBEAT brought it.</summary>
    public ReadOnlySpan<byte> Info { get; private init; }

    public static bool TryParse(ReadOnlySpan<byte> bytes, out HeartbeatAckChunk chunk)
    {
        chunk = default;
        if (!ChunkFrame.TryRead(bytes, Type, ChunkFrame.Length, out ReadOnlySpan<byte> frame))
        {
            return false;
        }

        chunk = new HeartbeatAckChunk { Info = frame[ChunkFrame.Length..] };
        return true;
    }

    /// <summary>Returns the length with padding.</summary>
    public static int Write(Span<byte> destination, ReadOnlySpan<byte> info)
    {
        info.CopyTo(destination[ChunkFrame.Length..]);
        return ChunkFrame.Write(destination, Type, 0, ChunkFrame.Length + info.Length);
    }
}
