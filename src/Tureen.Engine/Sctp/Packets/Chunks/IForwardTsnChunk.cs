using System.Buffers.Binary;

namespace Tureen.Engine.Sctp.Packets.Chunks;

/// <summary>I-FORWARD-TSN (RFC 8260 §2.3.1): FORWARD-TSN of an association that interleaves messages.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |   Type = 194  | Flags = 0x00  |      Length = Variable        |
///  |                       New Cumulative TSN                      |
///  |       Stream Identifier       |          Reserved           |U|
///  |                       Message Identifier                      |
///  /                                                               /
/// </code></remarks>
internal readonly ref struct IForwardTsnChunk : ISkippedMessages
{
    public const byte Type = 194;

    public const int HeaderLength = 8;

    public const int ItemLength = 8;

    private readonly ReadOnlySpan<byte> _skipped;

    private IForwardTsnChunk(ReadOnlySpan<byte> frame)
    {
        NewCumulativeTsn = BinaryPrimitives.ReadUInt32BigEndian(frame[4..]);
        _skipped = frame[HeaderLength..];
    }

    public static bool NamesUnordered => true;

    public uint NewCumulativeTsn { get; }

    public int SkippedCount => _skipped.Length / ItemLength;

    public static bool TryParse(ReadOnlySpan<byte> bytes, out IForwardTsnChunk chunk)
    {
        chunk = default;
        if (!ChunkFrame.TryRead(bytes, Type, HeaderLength, out ReadOnlySpan<byte> frame)
            || (frame.Length - HeaderLength) % ItemLength != 0)
        {
            return false;
        }

        chunk = new IForwardTsnChunk(frame);
        return true;
    }

    /// <summary>Returns the length; the destination must have room for all skipped messages.</summary>
    public static int Write(Span<byte> destination, uint newCumulativeTsn, ReadOnlySpan<SkippedMessage> skipped)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], newCumulativeTsn);
        int offset = HeaderLength;
        foreach (SkippedMessage message in skipped)
        {
            BinaryPrimitives.WriteUInt16BigEndian(destination[offset..], message.StreamId);
            BinaryPrimitives.WriteUInt16BigEndian(destination[(offset + 2)..], (ushort)(message.IsUnordered ? 1 : 0));
            BinaryPrimitives.WriteUInt32BigEndian(destination[(offset + 4)..], message.MessageId);
            offset += ItemLength;
        }

        return ChunkFrame.Write(destination, Type, 0, offset);
    }

    public SkippedMessage Skipped(int index)
    {
        ReadOnlySpan<byte> item = _skipped.Slice(index * ItemLength, ItemLength);
        return new SkippedMessage(
            BinaryPrimitives.ReadUInt16BigEndian(item),
            (item[3] & 1) != 0,
            BinaryPrimitives.ReadUInt32BigEndian(item[4..]));
    }
}
