using System.Buffers.Binary;

namespace Tureen.Engine.Rtcp;

/// <summary>Receiver Report.</summary>
/// <remarks>
/// <para>RFC 3550 §6.4.2.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |V=2|P|    RC   |   PT=RR=201   |             length            |
/// |                     SSRC of packet sender                     |
/// |                       report blocks ...                       |
/// </code>
/// </remarks>
internal readonly ref struct ReceiverReport
{
    private const int SsrcLength = 4;

    private readonly ReadOnlySpan<byte> _blocks;

    private ReceiverReport(uint ssrc, ReadOnlySpan<byte> blocks)
    {
        Ssrc = ssrc;
        _blocks = blocks;
    }

    public uint Ssrc { get; }

    public ReportBlockEnumerator Reports => new(_blocks);

    /// <summary>Bytes of a report with <paramref name="reports"/> blocks.</summary>
    public static int LengthOf(int reports) => RtcpPacketView.HeaderLength + SsrcLength + (reports * ReportBlock.Length);

    public static bool TryParse(RtcpPacketView packet, out ReceiverReport report)
    {
        report = default;
        ReadOnlySpan<byte> body = packet.Body;
        int blocks = packet.Count * ReportBlock.Length;
        if (packet.Type != RtcpPacketType.ReceiverReport || body.Length < SsrcLength + blocks)
        {
            return false;
        }

        report = new ReceiverReport(BinaryPrimitives.ReadUInt32BigEndian(body), body.Slice(SsrcLength, blocks));
        return true;
    }

    /// <summary>Writes a report with at most 31 blocks; 0 when it does not fit.</summary>
    public static int Write(Span<byte> destination, uint ssrc, ReadOnlySpan<ReportBlock> reports)
    {
        int length = LengthOf(reports.Length);
        if (destination.Length < length || reports.Length > RtcpPacketView.MaxCount)
        {
            return 0;
        }

        RtcpPacketView.WriteHeader(destination, reports.Length, RtcpPacketType.ReceiverReport, length);
        BinaryPrimitives.WriteUInt32BigEndian(destination[RtcpPacketView.HeaderLength..], ssrc);
        int offset = RtcpPacketView.HeaderLength + SsrcLength;
        foreach (ref readonly ReportBlock report in reports)
        {
            offset += report.Write(destination[offset..]);
        }

        return length;
    }
}
