using System.Buffers.Binary;

namespace Tureen.Engine.Sctp.Packets.Chunks;

/// <summary>SACK (RFC 9260 §3.3.4): what was received, and how much more there is room for.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |   Type = 3    |  Chunk Flags  |         Chunk Length          |
///  |                      Cumulative TSN Ack                       |
///  |          Advertised Receiver Window Credit (a_rwnd)           |
///  |  Number of Gap Ack Blocks = N |  Number of Duplicate TSNs = M |
///  |    Gap Ack Block #1 Start     |     Gap Ack Block #1 End      |
///  /                                                               /
///  |                        Duplicate TSN 1                        |
///  /                                                               /
/// </code>
/// Counts that claim more than the chunk holds do not parse, so they are bounded by the datagram.</remarks>
internal readonly ref struct SackChunk
{
    public const byte Type = 3;

    public const int HeaderLength = 16;

    public const int ItemLength = 4;

    private readonly ReadOnlySpan<byte> _gapBlocks;
    private readonly ReadOnlySpan<byte> _duplicates;

    private SackChunk(ReadOnlySpan<byte> frame, int gapBlocks, int duplicates)
    {
        CumulativeTsnAck = BinaryPrimitives.ReadUInt32BigEndian(frame[4..]);
        ReceiverWindow = BinaryPrimitives.ReadUInt32BigEndian(frame[8..]);
        _gapBlocks = frame.Slice(HeaderLength, gapBlocks * ItemLength);
        _duplicates = frame.Slice(HeaderLength + _gapBlocks.Length, duplicates * ItemLength);
    }

    public uint CumulativeTsnAck { get; }

    /// <summary>a_rwnd, in bytes.</summary>
    public uint ReceiverWindow { get; }

    public int GapBlockCount => _gapBlocks.Length / ItemLength;

    public int DuplicateCount => _duplicates.Length / ItemLength;

    public static bool TryParse(ReadOnlySpan<byte> bytes, out SackChunk chunk)
    {
        chunk = default;
        if (!ChunkFrame.TryRead(bytes, Type, HeaderLength, out ReadOnlySpan<byte> frame))
        {
            return false;
        }

        int gapBlocks = BinaryPrimitives.ReadUInt16BigEndian(frame[12..]);
        int duplicates = BinaryPrimitives.ReadUInt16BigEndian(frame[14..]);
        if (HeaderLength + ((gapBlocks + duplicates) * ItemLength) > frame.Length)
        {
            return false;
        }

        chunk = new SackChunk(frame, gapBlocks, duplicates);
        return true;
    }

    /// <summary>Returns the length; the destination must have room for all blocks and duplicates.</summary>
    public static int Write(
        Span<byte> destination,
        uint cumulativeTsnAck,
        uint receiverWindow,
        ReadOnlySpan<GapBlock> gapBlocks,
        ReadOnlySpan<uint> duplicates)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], cumulativeTsnAck);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], receiverWindow);
        BinaryPrimitives.WriteUInt16BigEndian(destination[12..], (ushort)gapBlocks.Length);
        BinaryPrimitives.WriteUInt16BigEndian(destination[14..], (ushort)duplicates.Length);
        int offset = HeaderLength;
        foreach (GapBlock block in gapBlocks)
        {
            BinaryPrimitives.WriteUInt16BigEndian(destination[offset..], block.Start);
            BinaryPrimitives.WriteUInt16BigEndian(destination[(offset + 2)..], block.End);
            offset += ItemLength;
        }

        foreach (uint duplicate in duplicates)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination[offset..], duplicate);
            offset += ItemLength;
        }

        return ChunkFrame.Write(destination, Type, 0, offset);
    }

    public GapBlock GapBlock(int index) => new(
        BinaryPrimitives.ReadUInt16BigEndian(_gapBlocks[(index * ItemLength)..]),
        BinaryPrimitives.ReadUInt16BigEndian(_gapBlocks[((index * ItemLength) + 2)..]));

    public uint Duplicate(int index) => BinaryPrimitives.ReadUInt32BigEndian(_duplicates[(index * ItemLength)..]);
}
