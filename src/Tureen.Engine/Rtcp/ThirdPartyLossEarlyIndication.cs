namespace Tureen.Engine.Rtcp;

/// <summary>
/// TLLEI: reports to a receiver that packets were lost upstream, so that it need not request them.
/// Its FCI is that of a generic NACK (RFC 6642 §5.1).
/// </summary>
internal readonly ref struct ThirdPartyLossEarlyIndication
{
    private readonly RtcpFeedback _feedback;

    private ThirdPartyLossEarlyIndication(RtcpFeedback feedback) => _feedback = feedback;

    public uint SenderSsrc => _feedback.SenderSsrc;

    public uint MediaSsrc => _feedback.MediaSsrc;

    public NackItemEnumerator Items => new(_feedback.Fci);

    public static bool TryParse(RtcpPacketView packet, out ThirdPartyLossEarlyIndication indication)
    {
        bool parsed = RtcpFeedback.TryParse(packet, TransportFeedbackFormat.ThirdPartyLoss, out RtcpFeedback feedback)
            && feedback.Fci.Length >= NackItem.Length;
        indication = parsed ? new ThirdPartyLossEarlyIndication(feedback) : default;
        return parsed;
    }
}
