namespace Tureen.Engine.Rtcp;

/// <summary>Generic NACK: a receiver requests lost packets (RFC 4585 §6.2.1).</summary>
internal readonly ref struct GenericNack
{
    private readonly RtcpFeedback _feedback;

    private GenericNack(RtcpFeedback feedback) => _feedback = feedback;

    public uint SenderSsrc => _feedback.SenderSsrc;

    public uint MediaSsrc => _feedback.MediaSsrc;

    public NackItemEnumerator Items => new(_feedback.Fci);

    /// <summary>Every requested sequence number.</summary>
    public NackSequenceEnumerator SequenceNumbers => new(Items);

    public static bool TryParse(RtcpPacketView packet, out GenericNack nack)
    {
        bool parsed = RtcpFeedback.TryParse(packet, TransportFeedbackFormat.GenericNack, out RtcpFeedback feedback)
            && feedback.Fci.Length >= NackItem.Length;
        nack = parsed ? new GenericNack(feedback) : default;
        return parsed;
    }

    /// <summary>
    /// Packs sequence numbers, in rising order, into as few items as possible and as many as fit.
    /// </summary>
    /// <param name="destination">Where to write; its length is the bound.</param>
    /// <param name="senderSsrc">SSRC of the packet's sender.</param>
    /// <param name="mediaSsrc">SSRC of the stream that lost packets.</param>
    /// <param name="sequenceNumbers">Rising, with wraps.</param>
    /// <param name="taken">How many sequence numbers the packet requests; the rest belong in another packet.</param>
    /// <returns>Bytes written, 0 when nothing fits.</returns>
    public static int Write(
        Span<byte> destination, uint senderSsrc, uint mediaSsrc, ReadOnlySpan<ushort> sequenceNumbers, out int taken)
    {
        taken = 0;
        int fciLength = 0;
        while (taken < sequenceNumbers.Length
            && RtcpFeedback.HeaderLength + fciLength + NackItem.Length <= destination.Length)
        {
            NackItem item = Pack(sequenceNumbers[taken..], out int packed);
            fciLength += item.Write(destination[(RtcpFeedback.HeaderLength + fciLength)..]);
            taken += packed;
        }

        return fciLength == 0
            ? 0
            : RtcpFeedback.WriteHeader(destination, TransportFeedbackFormat.GenericNack, senderSsrc, mediaSsrc, fciLength);
    }

    private static NackItem Pack(ReadOnlySpan<ushort> sequenceNumbers, out int packed)
    {
        ushort first = sequenceNumbers[0];
        ushort bitmask = 0;
        for (packed = 1; packed < sequenceNumbers.Length; packed++)
        {
            int distance = (ushort)(sequenceNumbers[packed] - first);
            if (distance is 0 or >= NackItem.Span)
            {
                break;
            }

            bitmask |= (ushort)(1 << (distance - 1));
        }

        return new NackItem(first, bitmask);
    }
}
