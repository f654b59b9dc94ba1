namespace Tureen.Engine.Rtcp;

/// <summary>TMMBR and TMMBN: a request for, and the notification of, rate limits; it enumerates its items (RFC 5104 §4.2).</summary>
internal ref struct TemporaryMaxMediaBitrate
{
    private readonly RtcpFeedback _feedback;
    private ReadOnlySpan<byte> _rest;
    private TmmbItem _current;

    private TemporaryMaxMediaBitrate(RtcpFeedback feedback, bool isNotification)
    {
        _feedback = feedback;
        _rest = feedback.Fci;
        _current = default;
        IsNotification = isNotification;
    }

    public readonly uint SenderSsrc => _feedback.SenderSsrc;

    public readonly uint MediaSsrc => _feedback.MediaSsrc;

    /// <summary>TMMBN rather than TMMBR.</summary>
    public bool IsNotification { get; }

    public readonly TmmbItem Current => _current;

    /// <summary>Takes both; a notification may be empty, a request may not.</summary>
    public static bool TryParse(RtcpPacketView packet, out TemporaryMaxMediaBitrate view)
    {
        bool isNotification = packet.Format == (int)TransportFeedbackFormat.Tmmbn;
        TransportFeedbackFormat format = isNotification ? TransportFeedbackFormat.Tmmbn : TransportFeedbackFormat.Tmmbr;
        bool parsed = RtcpFeedback.TryParse(packet, format, out RtcpFeedback feedback)
            && (isNotification || feedback.Fci.Length >= TmmbItem.Length);
        view = parsed ? new TemporaryMaxMediaBitrate(feedback, isNotification) : default;
        return parsed;
    }

    /// <summary>Writes a request or a notification of one limit; 0 when it does not fit.</summary>
    public static int Write(Span<byte> destination, uint senderSsrc, uint mediaSsrc, bool isNotification, TmmbItem item)
    {
        TransportFeedbackFormat format = isNotification ? TransportFeedbackFormat.Tmmbn : TransportFeedbackFormat.Tmmbr;
        int length = RtcpFeedback.WriteHeader(destination, format, senderSsrc, mediaSsrc, TmmbItem.Length);
        if (length > 0)
        {
            item.Write(destination[RtcpFeedback.HeaderLength..]);
        }

        return length;
    }

    public readonly TemporaryMaxMediaBitrate GetEnumerator() => this;

    public bool MoveNext()
    {
        if (!TmmbItem.TryRead(_rest, out _current))
        {
            return false;
        }

        _rest = _rest[TmmbItem.Length..];
        return true;
    }
}
