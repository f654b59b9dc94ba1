using System.Buffers.Binary;

namespace Tureen.Engine.Sctp.Packets.Chunks;

/// <summary>DATA (RFC 9260 §3.3.1): one fragment of a message.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |   Type = 0    |  Res  |I|U|B|E|            Length             |
///  |                              TSN                              |
///  |      Stream Identifier S      |   Stream Sequence Number n    |
///  |                  Payload Protocol Identifier                  |
///  /                           User Data                           /
/// </code>
/// An empty payload parses, so that the receiver can answer it with the cause "No User Data" (§3.3.10.9).</remarks>
internal readonly ref struct DataChunk
{
    public const byte Type = 0;

    public const int HeaderLength = 16;

    public DataChunkFlags Flags { get; init; }

    public uint Tsn { get; init; }

    public ushort StreamId { get; init; }

    /// <summary>SSN; meaningless in an unordered message.</summary>
    public ushort StreamSequence { get; init; }

    /// <summary>PPID; the same in all fragments of a message.</summary>
    public uint PayloadProtocolId { get; init; }

    public ReadOnlySpan<byte> Payload { get; init; }

    public static bool TryParse(ReadOnlySpan<byte> bytes, out DataChunk chunk)
    {
        chunk = default;
        if (!ChunkFrame.TryRead(bytes, Type, HeaderLength, out ReadOnlySpan<byte> frame))
        {
            return false;
        }

        chunk = new DataChunk
        {
            Flags = (DataChunkFlags)(frame[1] & 0x0F),
            Tsn = BinaryPrimitives.ReadUInt32BigEndian(frame[4..]),
            StreamId = BinaryPrimitives.ReadUInt16BigEndian(frame[8..]),
            StreamSequence = BinaryPrimitives.ReadUInt16BigEndian(frame[10..]),
            PayloadProtocolId = BinaryPrimitives.ReadUInt32BigEndian(frame[12..]),
            Payload = frame[HeaderLength..],
        };
        return true;
    }

    /// <summary>Returns the length with padding.</summary>
    public int Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], Tsn);
        BinaryPrimitives.WriteUInt16BigEndian(destination[8..], StreamId);
        BinaryPrimitives.WriteUInt16BigEndian(destination[10..], StreamSequence);
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], PayloadProtocolId);
        Payload.CopyTo(destination[HeaderLength..]);
        return ChunkFrame.Write(destination, Type, (byte)Flags, HeaderLength + Payload.Length);
    }
}
