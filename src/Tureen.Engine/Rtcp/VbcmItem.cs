using System.Buffers.Binary;

namespace Tureen.Engine.Rtcp;

/// <summary>A message in the codec's own back channel.</summary>
/// <remarks>
/// <para>RFC 5104 §4.3.4.1.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |                              SSRC                             |
/// | Seq nr.       |0| Payload Type| Length (bytes)                |
/// |                    VBCM octet string ...        |  padding (0)|
/// </code>
/// </remarks>
internal readonly ref struct VbcmItem
{
    private const int FixedLength = 8;

    private VbcmItem(ReadOnlySpan<byte> bytes, int messageLength)
    {
        Ssrc = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        SequenceNumber = bytes[4];
        PayloadType = (byte)(bytes[5] & 0x7F);
        Message = bytes.Slice(FixedLength, messageLength);
    }

    public uint Ssrc { get; }

    public byte SequenceNumber { get; }

    public byte PayloadType { get; }

    public ReadOnlySpan<byte> Message { get; }

    /// <summary>Bytes of an item with padding.</summary>
    public static int LengthOf(int messageLength) => (FixedLength + messageLength + 3) & ~3;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out VbcmItem item, out int length)
    {
        item = default;
        length = 0;
        if (bytes.Length < FixedLength)
        {
            return false;
        }

        int messageLength = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]);
        length = LengthOf(messageLength);
        if (bytes.Length < length)
        {
            return false;
        }

        item = new VbcmItem(bytes, messageLength);
        return true;
    }

    /// <summary>Writes an item; the caller has checked the room.</summary>
    public static void Write(
        Span<byte> destination, uint ssrc, byte sequenceNumber, byte payloadType, ReadOnlySpan<byte> message)
    {
        destination[..LengthOf(message.Length)].Clear();
        BinaryPrimitives.WriteUInt32BigEndian(destination, ssrc);
        destination[4] = sequenceNumber;
        destination[5] = (byte)(payloadType & 0x7F);
        BinaryPrimitives.WriteUInt16BigEndian(destination[6..], (ushort)message.Length);
        message.CopyTo(destination[FixedLength..]);
    }
}
