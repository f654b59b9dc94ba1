namespace Tureen.Engine.Rtcp;

/// <summary>Sender Report.</summary>
/// <remarks>
/// <para>RFC 3550 §6.4.1.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |V=2|P|    RC   |   PT=SR=200   |             length            |
/// |                         SSRC of sender                        |
/// |              NTP timestamp, most significant word             |
/// |             NTP timestamp, least significant word             |
/// |                         RTP timestamp                         |
/// |                     sender's packet count                     |
/// |                      sender's octet count                     |
/// |                       report blocks ...                       |
/// </code>
/// </remarks>
internal readonly ref struct SenderReport
{
    private readonly ReadOnlySpan<byte> _blocks;

    private SenderReport(SenderInfo sender, ReadOnlySpan<byte> blocks)
    {
        Sender = sender;
        _blocks = blocks;
    }

    public SenderInfo Sender { get; }

    public ReportBlockEnumerator Reports => new(_blocks);

    /// <summary>Bytes of a report with <paramref name="reports"/> blocks.</summary>
    public static int LengthOf(int reports) => RtcpPacketView.HeaderLength + SenderInfo.Length + (reports * ReportBlock.Length);

    public static bool TryParse(RtcpPacketView packet, out SenderReport report)
    {
        report = default;
        ReadOnlySpan<byte> body = packet.Body;
        int blocks = packet.Count * ReportBlock.Length;
        if (packet.Type != RtcpPacketType.SenderReport
            || !SenderInfo.TryRead(body, out SenderInfo sender)
            || body.Length < SenderInfo.Length + blocks)
        {
            return false;
        }

        report = new SenderReport(sender, body.Slice(SenderInfo.Length, blocks));
        return true;
    }

    /// <summary>Writes a report with at most 31 blocks; 0 when it does not fit.</summary>
    public static int Write(Span<byte> destination, SenderInfo sender, ReadOnlySpan<ReportBlock> reports = default)
    {
        int length = LengthOf(reports.Length);
        if (destination.Length < length || reports.Length > RtcpPacketView.MaxCount)
        {
            return 0;
        }

        RtcpPacketView.WriteHeader(destination, reports.Length, RtcpPacketType.SenderReport, length);
        int offset = RtcpPacketView.HeaderLength;
        offset += sender.Write(destination[offset..]);
        foreach (ref readonly ReportBlock report in reports)
        {
            offset += report.Write(destination[offset..]);
        }

        return length;
    }
}
