using System.Buffers.Binary;

namespace Tureen.Engine.Rtcp;

/// <summary>Transport-wide congestion control feedback: when each packet of a transport arrived.</summary>
/// <remarks>
/// <para>draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |      base sequence number     |      packet status count      |
/// |                 reference time                | fb pkt. count |
/// |          packet chunk         |         packet chunk  ...     |
/// |   recv delta (1 or 2 bytes) ...               | zero padding  |
/// </code>
/// </remarks>
internal readonly ref struct TransportWideFeedback
{
    /// <summary>Bytes before the first chunk.</summary>
    public const int FixedLength = RtcpFeedback.HeaderLength + FciFixedLength;

    public const long MicrosecondsPerDeltaTick = 250;
    public const long MicrosecondsPerReferenceTick = 64_000;

    private const int FciFixedLength = 8;
    private const int ReferenceBits = 24;

    private readonly RtcpFeedback _feedback;
    private readonly ReadOnlySpan<byte> _deltas;

    private TransportWideFeedback(RtcpFeedback feedback, ReadOnlySpan<byte> deltas)
    {
        _feedback = feedback;
        _deltas = deltas;
    }

    public uint SenderSsrc => _feedback.SenderSsrc;

    public uint MediaSsrc => _feedback.MediaSsrc;

    public ushort BaseSequence => BinaryPrimitives.ReadUInt16BigEndian(_feedback.Fci);

    /// <summary>Packets that the feedback covers, 1 to 65,535.</summary>
    public int StatusCount => BinaryPrimitives.ReadUInt16BigEndian(_feedback.Fci[2..]);

    /// <summary>Signed 24 bits, in units of 64 ms on the reporter's clock.</summary>
    public int ReferenceTime => BinaryPrimitives.ReadInt32BigEndian(_feedback.Fci[4..]) >> 8;

    /// <summary>Rises by one with each feedback, so that a lost one is seen.</summary>
    public byte FeedbackCount => _feedback.Fci[7];

    public long ReferenceMicroseconds => ReferenceTime * MicrosecondsPerReferenceTick;

    public TransportWideStatusEnumerator Statuses =>
        new(new TransportWideSymbolEnumerator(_feedback.Fci[FciFixedLength..], StatusCount), _deltas, BaseSequence, ReferenceMicroseconds);

    /// <summary>Packets reported as not received.</summary>
    public int CountLost()
    {
        int lost = 0;
        var symbols = new TransportWideSymbolEnumerator(_feedback.Fci[FciFixedLength..], StatusCount);
        while (symbols.MoveNext())
        {
            lost += symbols.Current == TransportWideSymbol.NotReceived ? 1 : 0;
        }

        return lost;
    }

    /// <summary>Microseconds from an earlier feedback's reference time to this one's, by the shorter way around the 24 bits.</summary>
    public long MicrosecondsSince(int earlierReferenceTime)
    {
        int ticks = (ReferenceTime - earlierReferenceTime) << (32 - ReferenceBits) >> (32 - ReferenceBits);
        return ticks * MicrosecondsPerReferenceTick;
    }

    /// <summary>Takes the feedback when there is a chunk for each status, and a delta for each packet received.</summary>
    public static bool TryParse(RtcpPacketView packet, out TransportWideFeedback view)
    {
        view = default;
        if (!RtcpFeedback.TryParse(packet, TransportFeedbackFormat.TransportWide, out RtcpFeedback feedback)
            || feedback.Fci.Length < FciFixedLength)
        {
            return false;
        }

        int statusCount = BinaryPrimitives.ReadUInt16BigEndian(feedback.Fci[2..]);
        var symbols = new TransportWideSymbolEnumerator(feedback.Fci[FciFixedLength..], statusCount);
        int deltasLength = 0;
        while (symbols.MoveNext())
        {
            if (symbols.Current == TransportWideSymbol.Reserved)
            {
                return false;
            }

            // The symbols' values are the bytes of their deltas.
            deltasLength += (int)symbols.Current;
        }

        if (statusCount == 0 || !symbols.IsComplete || symbols.Rest.Length < deltasLength)
        {
            return false;
        }

        view = new TransportWideFeedback(feedback, symbols.Rest[..deltasLength]);
        return true;
    }
}
