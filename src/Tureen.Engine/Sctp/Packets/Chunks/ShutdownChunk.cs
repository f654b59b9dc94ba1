using System.Buffers.Binary;

namespace Tureen.Engine.Sctp.Packets.Chunks;

/// <summary>SHUTDOWN (RFC 9260 §3.3.8): the sender has nothing more to send, and acknowledges what it received.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |   Type = 7    |  Chunk Flags  |          Length = 8           |
///  |                      Cumulative TSN Ack                       |
/// </code></remarks>
internal readonly ref struct ShutdownChunk
{
    public const byte Type = 7;

    private const int Length = 8;

    public uint CumulativeTsnAck { get; private init; }

    public static bool TryParse(ReadOnlySpan<byte> bytes, out ShutdownChunk chunk)
    {
        chunk = default;
        if (!ChunkFrame.TryRead(bytes, Type, Length, out ReadOnlySpan<byte> frame) || frame.Length != Length)
        {
            return false;
        }

        chunk = new ShutdownChunk { CumulativeTsnAck = BinaryPrimitives.ReadUInt32BigEndian(frame[4..]) };
        return true;
    }

    public static int Write(Span<byte> destination, uint cumulativeTsnAck)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], cumulativeTsnAck);
        return ChunkFrame.Write(destination, Type, 0, Length);
    }
}
