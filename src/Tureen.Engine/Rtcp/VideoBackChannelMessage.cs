namespace Tureen.Engine.Rtcp;

/// <summary>Video Back Channel Message; it enumerates its items (RFC 5104 §4.3.4).</summary>
internal ref struct VideoBackChannelMessage
{
    private readonly RtcpFeedback _feedback;
    private ReadOnlySpan<byte> _rest;

    private VideoBackChannelMessage(RtcpFeedback feedback)
    {
        _feedback = feedback;
        _rest = feedback.Fci;
        Current = default;
    }

    public readonly uint SenderSsrc => _feedback.SenderSsrc;

    public readonly uint MediaSsrc => _feedback.MediaSsrc;

    public VbcmItem Current { get; private set; }

    public static bool TryParse(RtcpPacketView packet, out VideoBackChannelMessage message)
    {
        bool parsed = RtcpFeedback.TryParse(packet, PayloadFeedbackFormat.VideoBackChannel, out RtcpFeedback feedback)
            && VbcmItem.TryRead(feedback.Fci, out _, out _);
        message = parsed ? new VideoBackChannelMessage(feedback) : default;
        return parsed;
    }

    /// <summary>Writes a message with one item; 0 when it does not fit.</summary>
    public static int Write(
        Span<byte> destination,
        uint senderSsrc,
        uint mediaSsrc,
        uint ssrc,
        byte sequenceNumber,
        byte payloadType,
        ReadOnlySpan<byte> message)
    {
        int length = RtcpFeedback.WriteHeader(
            destination, PayloadFeedbackFormat.VideoBackChannel, senderSsrc, mediaSsrc, VbcmItem.LengthOf(message.Length));
        if (length > 0)
        {
            VbcmItem.Write(destination[RtcpFeedback.HeaderLength..], ssrc, sequenceNumber, payloadType, message);
        }

        return length;
    }

    public readonly VideoBackChannelMessage GetEnumerator() => this;

    public bool MoveNext()
    {
        if (!VbcmItem.TryRead(_rest, out VbcmItem item, out int length))
        {
            return false;
        }

        Current = item;
        _rest = _rest[length..];
        return true;
    }
}
