using System.Buffers.Binary;

namespace Tureen.Engine.Rtp;

/// <summary>Turns retransmissions into what they repeat, and the reverse, in place.</summary>
/// <remarks>
/// <para>RFC 4588 §4.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |                         RTP header                            |
/// |            OSN                |     original payload ...      |
/// </code>
/// </remarks>
internal static class RtxPayload
{
    public const int OriginalSequenceLength = 2;

    /// <summary>The sequence number that a retransmission repeats; false when its payload has none.</summary>
    public static bool TryReadOriginalSequence(RtpPacket rtx, out ushort sequence) =>
        BinaryPrimitives.TryReadUInt16BigEndian(rtx.Payload, out sequence);

    /// <summary>
    /// Restores the original packet. The header, shorter than the payload, moves over the OSN, so that the original begins two bytes
    /// after the retransmission.
    /// </summary>
    public static bool TryRestore(RtpPacket rtx, byte payloadType, uint ssrc, out RtpPacket original)
    {
        if (!TryReadOriginalSequence(rtx, out ushort sequence))
        {
            original = default;
            return false;
        }

        Span<byte> bytes = rtx.Bytes[OriginalSequenceLength..];
        rtx.Bytes[..rtx.HeaderLength].CopyTo(bytes);
        SetIdentity(bytes, payloadType, sequence, ssrc);
        return RtpPacket.TryParse(bytes, out original);
    }

    /// <summary>
    /// Makes a retransmission of a whole packet, without its padding; its length, or 0 when it does not fit.
    /// </summary>
    public static int Write(Span<byte> destination, RtpPacket original, byte payloadType, ushort sequenceNumber, uint ssrc)
    {
        int headerLength = original.HeaderLength;
        int length = headerLength + OriginalSequenceLength + original.Payload.Length;
        if (destination.Length < length)
        {
            return 0;
        }

        // The payload goes first: the destination may be the packet's own bytes.
        ushort originalSequence = original.SequenceNumber;
        original.Payload.CopyTo(destination[(headerLength + OriginalSequenceLength)..]);
        original.Bytes[..headerLength].CopyTo(destination);
        BinaryPrimitives.WriteUInt16BigEndian(destination[headerLength..], originalSequence);
        destination[0] &= 0xDF;
        SetIdentity(destination, payloadType, sequenceNumber, ssrc);
        return length;
    }

    private static void SetIdentity(Span<byte> packet, byte payloadType, ushort sequenceNumber, uint ssrc)
    {
        packet[1] = (byte)((packet[1] & 0x80) | (payloadType & 0x7F));
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], sequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], ssrc);
    }
}
