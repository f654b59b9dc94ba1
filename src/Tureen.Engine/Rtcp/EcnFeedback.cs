using System.Buffers.Binary;

namespace Tureen.Engine.Rtcp;

/// <summary>ECN feedback: how the network marked a stream's packets.</summary>
/// <remarks>
/// <para>RFC 6679 §5.1.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |             extended highest sequence number                  |
/// |                       ECT (0) counter                         |
/// |                       ECT (1) counter                         |
/// |     ECN-CE counter            |     not-ECT counter           |
/// |     lost packets counter      |     duplication counter       |
/// </code>
/// </remarks>
internal readonly record struct EcnFeedback(
    uint SenderSsrc,
    uint MediaSsrc,
    uint HighestSequence,
    uint Ect0Count,
    uint Ect1Count,
    ushort CeCount,
    ushort NotEctCount,
    ushort LostCount,
    ushort DuplicateCount)
{
    private const int FciLength = 20;

    public static bool TryParse(RtcpPacketView packet, out EcnFeedback ecn)
    {
        ecn = default;
        if (!RtcpFeedback.TryParse(packet, TransportFeedbackFormat.Ecn, out RtcpFeedback feedback)
            || feedback.Fci.Length < FciLength)
        {
            return false;
        }

        ReadOnlySpan<byte> fci = feedback.Fci;
        ecn = new EcnFeedback(
            feedback.SenderSsrc,
            feedback.MediaSsrc,
            BinaryPrimitives.ReadUInt32BigEndian(fci),
            BinaryPrimitives.ReadUInt32BigEndian(fci[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(fci[8..]),
            BinaryPrimitives.ReadUInt16BigEndian(fci[12..]),
            BinaryPrimitives.ReadUInt16BigEndian(fci[14..]),
            BinaryPrimitives.ReadUInt16BigEndian(fci[16..]),
            BinaryPrimitives.ReadUInt16BigEndian(fci[18..]));
        return true;
    }

    public int Write(Span<byte> destination)
    {
        int length = RtcpFeedback.WriteHeader(destination, TransportFeedbackFormat.Ecn, SenderSsrc, MediaSsrc, FciLength);
        if (length == 0)
        {
            return 0;
        }

        Span<byte> fci = destination[RtcpFeedback.HeaderLength..];
        BinaryPrimitives.WriteUInt32BigEndian(fci, HighestSequence);
        BinaryPrimitives.WriteUInt32BigEndian(fci[4..], Ect0Count);
        BinaryPrimitives.WriteUInt32BigEndian(fci[8..], Ect1Count);
        BinaryPrimitives.WriteUInt16BigEndian(fci[12..], CeCount);
        BinaryPrimitives.WriteUInt16BigEndian(fci[14..], NotEctCount);
        BinaryPrimitives.WriteUInt16BigEndian(fci[16..], LostCount);
        BinaryPrimitives.WriteUInt16BigEndian(fci[18..], DuplicateCount);
        return length;
    }
}
