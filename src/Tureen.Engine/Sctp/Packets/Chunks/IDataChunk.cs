using System.Buffers.Binary;

namespace Tureen.Engine.Sctp.Packets.Chunks;

/// <summary>I-DATA (RFC 8260 §2.1): one fragment of a message whose fragments may alternate with those of other messages.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |   Type = 64   |  Res  |I|U|B|E|            Length             |
///  |                              TSN                              |
///  |        Stream Identifier      |           Reserved            |
///  |                   Message Identifier (MID)                    |
///  |  Payload Protocol Identifier / Fragment Sequence Number (FSN) |
///  /                           User Data                           /
/// </code>
/// The first fragment carries the PPID and has the FSN 0; all others carry their FSN.</remarks>
internal readonly ref struct IDataChunk
{
    public const byte Type = 64;

    public const int HeaderLength = 20;

    public DataChunkFlags Flags { get; init; }

    public uint Tsn { get; init; }

    public ushort StreamId { get; init; }

    public uint MessageId { get; init; }

    /// <summary>PPID; 0 in all but the first fragment.</summary>
    public uint PayloadProtocolId { get; init; }

    /// <summary>FSN; 0 in the first fragment.</summary>
    public uint FragmentSequence { get; init; }

    public ReadOnlySpan<byte> Payload { get; init; }

    public static bool TryParse(ReadOnlySpan<byte> bytes, out IDataChunk chunk)
    {
        chunk = default;
        if (!ChunkFrame.TryRead(bytes, Type, HeaderLength, out ReadOnlySpan<byte> frame))
        {
            return false;
        }

        var flags = (DataChunkFlags)(frame[1] & 0x0F);
        bool isFirst = (flags & DataChunkFlags.Beginning) != DataChunkFlags.None;
        uint shared = BinaryPrimitives.ReadUInt32BigEndian(frame[16..]);
        chunk = new IDataChunk
        {
            Flags = flags,
            Tsn = BinaryPrimitives.ReadUInt32BigEndian(frame[4..]),
            StreamId = BinaryPrimitives.ReadUInt16BigEndian(frame[8..]),
            MessageId = BinaryPrimitives.ReadUInt32BigEndian(frame[12..]),
            PayloadProtocolId = isFirst ? shared : 0,
            FragmentSequence = isFirst ? 0 : shared,
            Payload = frame[HeaderLength..],
        };
        return true;
    }

    /// <summary>Returns the length with padding.</summary>
    public int Write(Span<byte> destination)
    {
        bool isFirst = (Flags & DataChunkFlags.Beginning) != DataChunkFlags.None;
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], Tsn);
        BinaryPrimitives.WriteUInt16BigEndian(destination[8..], StreamId);
        BinaryPrimitives.WriteUInt16BigEndian(destination[10..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], MessageId);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], isFirst ? PayloadProtocolId : FragmentSequence);
        Payload.CopyTo(destination[HeaderLength..]);
        return ChunkFrame.Write(destination, Type, (byte)Flags, HeaderLength + Payload.Length);
    }
}
