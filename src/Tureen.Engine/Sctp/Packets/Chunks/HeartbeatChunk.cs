namespace Tureen.Engine.Sctp.Packets.Chunks;

/// <summary>HEARTBEAT (RFC 9260 §3.3.5): does the path still carry?</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |   Type = 4    |  Chunk Flags  |         Chunk Length          |
///  /                   Heartbeat Info Parameter                    /
/// </code></remarks>
internal readonly ref struct HeartbeatChunk
{
    public const byte Type = 4;

    /// <summary>The Heartbeat Info parameter, which only its sender understands.</summary>
    public ReadOnlySpan<byte> Info { get; private init; }

    public static bool TryParse(ReadOnlySpan<byte> bytes, out HeartbeatChunk chunk)
    {
        chunk = default;
        if (!ChunkFrame.TryRead(bytes, Type, ChunkFrame.Length, out ReadOnlySpan<byte> frame))
        {
            return false;
        }

        chunk = new HeartbeatChunk { Info = frame[ChunkFrame.Length..] };
        return true;
    }

    /// <summary>Returns the length with padding.</summary>
    public static int Write(Span<byte> destination, ReadOnlySpan<byte> info)
    {
        info.CopyTo(destination[ChunkFrame.Length..]);
        return ChunkFrame.Write(destination, Type, 0, ChunkFrame.Length + info.Length);
    }
}
