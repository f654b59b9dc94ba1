namespace Tureen.Engine.Rtcp;

/// <summary>Reference Picture Selection Indication: which picture the decoder has, in the codec's own terms.</summary>
/// <remarks>
/// <para>RFC 4585 §6.3.3.2.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |      PB       |0| Payload Type|    native RPSI bit string ... |
/// |   defined per codec          ...                | padding (0) |
/// </code>
/// </remarks>
internal readonly ref struct ReferencePictureSelectionIndication
{
    private const int FixedLength = 2;

    private readonly RtcpFeedback _feedback;

    private ReferencePictureSelectionIndication(RtcpFeedback feedback) => _feedback = feedback;

    public uint SenderSsrc => _feedback.SenderSsrc;

    public uint MediaSsrc => _feedback.MediaSsrc;

    public byte PayloadType => (byte)(_feedback.Fci[1] & 0x7F);

    /// <summary>The codec's bit string, cut at whole bytes of padding.</summary>
    public ReadOnlySpan<byte> BitString => _feedback.Fci[FixedLength..^(_feedback.Fci[0] / 8)];

    public static bool TryParse(RtcpPacketView packet, out ReferencePictureSelectionIndication indication)
    {
        indication = default;
        if (!RtcpFeedback.TryParse(packet, PayloadFeedbackFormat.ReferencePictureSelection, out RtcpFeedback feedback)
            || feedback.Fci.Length < FixedLength
            || feedback.Fci[0] / 8 > feedback.Fci.Length - FixedLength)
        {
            return false;
        }

        indication = new ReferencePictureSelectionIndication(feedback);
        return true;
    }

    /// <summary>Writes an indication whose bit string has whole bytes; 0 when it does not fit.</summary>
    public static int Write(
        Span<byte> destination, uint senderSsrc, uint mediaSsrc, byte payloadType, ReadOnlySpan<byte> bitString)
    {
        int used = FixedLength + bitString.Length;
        int fciLength = (used + 3) & ~3;
        int length = RtcpFeedback.WriteHeader(
            destination, PayloadFeedbackFormat.ReferencePictureSelection, senderSsrc, mediaSsrc, fciLength);
        if (length > 0)
        {
            Span<byte> fci = destination[RtcpFeedback.HeaderLength..length];
            fci[0] = (byte)((fciLength - used) * 8);
            fci[1] = (byte)(payloadType & 0x7F);
            bitString.CopyTo(fci[FixedLength..]);
            fci[used..].Clear();
        }

        return length;
    }
}
