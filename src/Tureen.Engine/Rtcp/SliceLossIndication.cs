namespace Tureen.Engine.Rtcp;

/// <summary>Slice Loss Indication; it enumerates its items (RFC 4585 §6.3.2).</summary>
internal ref struct SliceLossIndication
{
    private readonly RtcpFeedback _feedback;
    private ReadOnlySpan<byte> _rest;
    private SliItem _current;

    private SliceLossIndication(RtcpFeedback feedback)
    {
        _feedback = feedback;
        _rest = feedback.Fci;
        _current = default;
    }

    public readonly uint SenderSsrc => _feedback.SenderSsrc;

    public readonly uint MediaSsrc => _feedback.MediaSsrc;

    public readonly SliItem Current => _current;

    public static bool TryParse(RtcpPacketView packet, out SliceLossIndication indication)
    {
        bool parsed = RtcpFeedback.TryParse(packet, PayloadFeedbackFormat.SliceLoss, out RtcpFeedback feedback)
            && feedback.Fci.Length >= SliItem.Length;
        indication = parsed ? new SliceLossIndication(feedback) : default;
        return parsed;
    }

    /// <summary>Writes an indication of one run; 0 when it does not fit.</summary>
    public static int Write(Span<byte> destination, uint senderSsrc, uint mediaSsrc, SliItem item)
    {
        int length = RtcpFeedback.WriteHeader(
            destination, PayloadFeedbackFormat.SliceLoss, senderSsrc, mediaSsrc, SliItem.Length);
        if (length > 0)
        {
            item.Write(destination[RtcpFeedback.HeaderLength..]);
        }

        return length;
    }

    public readonly SliceLossIndication GetEnumerator() => this;

    public bool MoveNext()
    {
        if (!SliItem.TryRead(_rest, out _current))
        {
            return false;
        }

        _rest = _rest[SliItem.Length..];
        return true;
    }
}
