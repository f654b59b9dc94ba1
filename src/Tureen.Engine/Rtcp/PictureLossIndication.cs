namespace Tureen.Engine.Rtcp;

/// <summary>Picture Loss Indication: a receiver requests a key frame. It has no FCI (RFC 4585 §6.3.1).</summary>
/// <param name="SenderSsrc">SSRC of the packet's sender.</param>
/// <param name="MediaSsrc">SSRC of the stream that shall send a key frame.</param>
internal readonly record struct PictureLossIndication(uint SenderSsrc, uint MediaSsrc)
{
    public const int Length = RtcpFeedback.HeaderLength;

    public static bool TryParse(RtcpPacketView packet, out PictureLossIndication indication)
    {
        bool parsed = RtcpFeedback.TryParse(packet, PayloadFeedbackFormat.PictureLoss, out RtcpFeedback feedback);
        indication = new PictureLossIndication(feedback.SenderSsrc, feedback.MediaSsrc);
        return parsed;
    }

    public int Write(Span<byte> destination) =>
        RtcpFeedback.WriteHeader(destination, PayloadFeedbackFormat.PictureLoss, SenderSsrc, MediaSsrc, fciLength: 0);
}
