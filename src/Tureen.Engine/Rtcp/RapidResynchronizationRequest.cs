namespace Tureen.Engine.Rtcp;

/// <summary>SR-REQ: requests a Sender Report from a source at once. It has no FCI (RFC 6051 §3.2).</summary>
/// <param name="SenderSsrc">SSRC of the packet's sender.</param>
/// <param name="MediaSsrc">SSRC of the source that shall report.</param>
internal readonly record struct RapidResynchronizationRequest(uint SenderSsrc, uint MediaSsrc)
{
    public static bool TryParse(RtcpPacketView packet, out RapidResynchronizationRequest request)
    {
        bool parsed = RtcpFeedback.TryParse(
            packet, TransportFeedbackFormat.RapidResynchronization, out RtcpFeedback feedback);
        request = new RapidResynchronizationRequest(feedback.SenderSsrc, feedback.MediaSsrc);
        return parsed;
    }

    public int Write(Span<byte> destination) =>
        RtcpFeedback.WriteHeader(
            destination, TransportFeedbackFormat.RapidResynchronization, SenderSsrc, MediaSsrc, fciLength: 0);
}
