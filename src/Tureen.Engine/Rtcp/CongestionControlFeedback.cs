using System.Buffers.Binary;

namespace Tureen.Engine.Rtcp;

/// <summary>Congestion control feedback: when each packet of some streams arrived, by their RTP sequence numbers.</summary>
/// <remarks>
/// <para>RFC 8888 §3.1.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |V=2|P| FMT=11  |   PT = 205    |          length               |
/// |                 SSRC of RTCP packet sender                    |
/// |                   SSRC of 1st RTP stream                      |
/// |          begin_seq            |          num_reports          |
/// |R|ECN|  Arrival time offset    | ...                           |
/// |                   SSRC of nth RTP stream ...                  |
/// |                 Report timestamp (32 bits)                    |
/// </code>
/// </remarks>
internal readonly ref struct CongestionControlFeedback
{
    private const int SsrcLength = 4;
    private const int TimestampLength = 4;

    private readonly ReadOnlySpan<byte> _streams;

    private CongestionControlFeedback(uint senderSsrc, ReadOnlySpan<byte> streams, uint reportTimestamp)
    {
        SenderSsrc = senderSsrc;
        _streams = streams;
        ReportTimestamp = reportTimestamp;
    }

    public uint SenderSsrc { get; }

    /// <summary>When the report was made: the middle 32 bits of an NTP time of the reporter's, in units of 1/65536 s.</summary>
    public uint ReportTimestamp { get; }

    public StreamFeedbackEnumerator Streams => new(_streams);

    /// <summary>Takes the feedback when the reports of each stream are there.</summary>
    public static bool TryParse(RtcpPacketView packet, out CongestionControlFeedback view)
    {
        view = default;
        ReadOnlySpan<byte> body = packet.Body;
        if (packet.Type != RtcpPacketType.TransportFeedback
            || packet.Format != (int)TransportFeedbackFormat.CongestionControl
            || body.Length < SsrcLength + TimestampLength)
        {
            return false;
        }

        ReadOnlySpan<byte> streams = body[SsrcLength..^TimestampLength];
        var walk = new StreamFeedbackEnumerator(streams);
        while (walk.MoveNext())
        {
        }

        if (!walk.IsComplete)
        {
            return false;
        }

        view = new CongestionControlFeedback(
            BinaryPrimitives.ReadUInt32BigEndian(body), streams, BinaryPrimitives.ReadUInt32BigEndian(body[^TimestampLength..]));
        return true;
    }
}
