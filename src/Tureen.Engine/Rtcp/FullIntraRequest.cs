namespace Tureen.Engine.Rtcp;

/// <summary>Full Intra Request: commands sources to send a key frame (RFC 5104 §4.3.1).</summary>
internal readonly ref struct FullIntraRequest
{
    private readonly RtcpFeedback _feedback;

    private FullIntraRequest(RtcpFeedback feedback) => _feedback = feedback;

    public uint SenderSsrc => _feedback.SenderSsrc;

    /// <summary>0 by the RFC; the items name the sources.</summary>
    public uint MediaSsrc => _feedback.MediaSsrc;

    public FirItemEnumerator Items => new(_feedback.Fci);

    public static bool TryParse(RtcpPacketView packet, out FullIntraRequest request)
    {
        bool parsed = RtcpFeedback.TryParse(packet, PayloadFeedbackFormat.FullIntraRequest, out RtcpFeedback feedback)
            && feedback.Fci.Length >= FirItem.Length;
        request = parsed ? new FullIntraRequest(feedback) : default;
        return parsed;
    }

    /// <summary>Writes a request for one source; 0 when it does not fit.</summary>
    public static int Write(Span<byte> destination, uint senderSsrc, uint mediaSsrc, FirItem item)
    {
        int length = RtcpFeedback.WriteHeader(
            destination, PayloadFeedbackFormat.FullIntraRequest, senderSsrc, mediaSsrc, FirItem.Length);
        if (length > 0)
        {
            item.Write(destination[RtcpFeedback.HeaderLength..]);
        }

        return length;
    }
}
