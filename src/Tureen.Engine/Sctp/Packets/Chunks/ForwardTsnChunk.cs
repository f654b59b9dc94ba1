using System.Buffers.Binary;

namespace Tureen.Engine.Sctp.Packets.Chunks;

/// <summary>FORWARD-TSN (RFC 3758 §3.2): the sender gave messages up; the receiver need not wait for them.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |   Type = 192  |  Flags = 0x00 |        Length = Variable      |
///  |                      New Cumulative TSN                       |
///  |         Stream-1              |       Stream Sequence-1       |
///  /                                                               /
/// </code></remarks>
internal readonly ref struct ForwardTsnChunk : ISkippedMessages
{
    public const byte Type = 192;

    public const int HeaderLength = 8;

    public const int ItemLength = 4;

    private readonly ReadOnlySpan<byte> _skipped;

    private ForwardTsnChunk(ReadOnlySpan<byte> frame)
    {
        NewCumulativeTsn = BinaryPrimitives.ReadUInt32BigEndian(frame[4..]);
        _skipped = frame[HeaderLength..];
    }

    public static bool NamesUnordered => false;

    public uint NewCumulativeTsn { get; }

    public int SkippedCount => _skipped.Length / ItemLength;

    public static bool TryParse(ReadOnlySpan<byte> bytes, out ForwardTsnChunk chunk)
    {
        chunk = default;
        if (!ChunkFrame.TryRead(bytes, Type, HeaderLength, out ReadOnlySpan<byte> frame) || frame.Length % ItemLength != 0)
        {
            return false;
        }

        chunk = new ForwardTsnChunk(frame);
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
            BinaryPrimitives.WriteUInt16BigEndian(destination[(offset + 2)..], (ushort)message.MessageId);
            offset += ItemLength;
        }

        return ChunkFrame.Write(destination, Type, 0, offset);
    }

    public SkippedMessage Skipped(int index) => new(
        BinaryPrimitives.ReadUInt16BigEndian(_skipped[(index * ItemLength)..]),
        IsUnordered: false,
        BinaryPrimitives.ReadUInt16BigEndian(_skipped[((index * ItemLength) + 2)..]));
}
