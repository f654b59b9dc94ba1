namespace Tureen.Engine.Rtcp;

/// <summary>Application layer feedback. REMB is one kind of it; other kinds are ignored (RFC 4585 §6.4).</summary>
internal readonly ref struct ApplicationLayerFeedback
{
    private readonly RtcpFeedback _feedback;

    private ApplicationLayerFeedback(RtcpFeedback feedback) => _feedback = feedback;

    public uint SenderSsrc => _feedback.SenderSsrc;

    public uint MediaSsrc => _feedback.MediaSsrc;

    public ReadOnlySpan<byte> Data => _feedback.Fci;

    public static bool TryParse(RtcpPacketView packet, out ApplicationLayerFeedback view)
    {
        bool parsed = RtcpFeedback.TryParse(packet, PayloadFeedbackFormat.ApplicationLayer, out RtcpFeedback feedback);
        view = parsed ? new ApplicationLayerFeedback(feedback) : default;
        return parsed;
    }

    /// <summary>Writes a message, filled with null octets to whole words; 0 when it does not fit.</summary>
    public static int Write(Span<byte> destination, uint senderSsrc, uint mediaSsrc, ReadOnlySpan<byte> data)
    {
        int fciLength = (data.Length + 3) & ~3;
        int length = RtcpFeedback.WriteHeader(
            destination, PayloadFeedbackFormat.ApplicationLayer, senderSsrc, mediaSsrc, fciLength);
        if (length > 0)
        {
            destination[(length - fciLength)..length].Clear();
            data.CopyTo(destination[RtcpFeedback.HeaderLength..]);
        }

        return length;
    }
}
