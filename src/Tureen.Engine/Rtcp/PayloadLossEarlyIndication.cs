namespace Tureen.Engine.Rtcp;

/// <summary>
/// PSLEI: reports to receivers that pictures of the listed sources were lost upstream (RFC 6642 §5.2).
/// </summary>
internal readonly ref struct PayloadLossEarlyIndication
{
    private readonly RtcpFeedback _feedback;

    private PayloadLossEarlyIndication(RtcpFeedback feedback) => _feedback = feedback;

    public uint SenderSsrc => _feedback.SenderSsrc;

    public uint MediaSsrc => _feedback.MediaSsrc;

    public SsrcEnumerator Ssrcs => new(_feedback.Fci);

    public static bool TryParse(RtcpPacketView packet, out PayloadLossEarlyIndication indication)
    {
        bool parsed = RtcpFeedback.TryParse(packet, PayloadFeedbackFormat.ThirdPartyLoss, out RtcpFeedback feedback)
            && feedback.Fci.Length >= SsrcEnumerator.SsrcLength;
        indication = parsed ? new PayloadLossEarlyIndication(feedback) : default;
        return parsed;
    }
}
