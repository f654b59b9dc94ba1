namespace Tureen.Engine.Rtcp;

/// <summary>TSTR and TSTN: a request for, and the notification of, a trade-off; it enumerates its items (RFC 5104 §4.3.2, §4.3.3).</summary>
internal ref struct TemporalSpatialTradeOff
{
    private readonly RtcpFeedback _feedback;
    private ReadOnlySpan<byte> _rest;
    private TstItem _current;

    private TemporalSpatialTradeOff(RtcpFeedback feedback, bool isNotification)
    {
        _feedback = feedback;
        _rest = feedback.Fci;
        _current = default;
        IsNotification = isNotification;
    }

    public readonly uint SenderSsrc => _feedback.SenderSsrc;

    public readonly uint MediaSsrc => _feedback.MediaSsrc;

    /// <summary>TSTN rather than TSTR.</summary>
    public bool IsNotification { get; }

    public readonly TstItem Current => _current;

    public static bool TryParse(RtcpPacketView packet, out TemporalSpatialTradeOff view)
    {
        bool isNotification = packet.Format == (int)PayloadFeedbackFormat.TemporalSpatialTradeOffNotification;
        bool parsed = RtcpFeedback.TryParse(packet, FormatOf(isNotification), out RtcpFeedback feedback)
            && feedback.Fci.Length >= TstItem.Length;
        view = parsed ? new TemporalSpatialTradeOff(feedback, isNotification) : default;
        return parsed;
    }

    /// <summary>Writes a request or a notification with one item; 0 when it does not fit.</summary>
    public static int Write(Span<byte> destination, uint senderSsrc, uint mediaSsrc, bool isNotification, TstItem item)
    {
        int length = RtcpFeedback.WriteHeader(
            destination, FormatOf(isNotification), senderSsrc, mediaSsrc, TstItem.Length);
        if (length > 0)
        {
            item.Write(destination[RtcpFeedback.HeaderLength..]);
        }

        return length;
    }

    public readonly TemporalSpatialTradeOff GetEnumerator() => this;

    public bool MoveNext()
    {
        if (!TstItem.TryRead(_rest, out _current))
        {
            return false;
        }

        _rest = _rest[TstItem.Length..];
        return true;
    }

    private static PayloadFeedbackFormat FormatOf(bool isNotification) =>
        isNotification
            ? PayloadFeedbackFormat.TemporalSpatialTradeOffNotification
            : PayloadFeedbackFormat.TemporalSpatialTradeOffRequest;
}
