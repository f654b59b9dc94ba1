using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Engine.Rtcp;

public sealed class SenderReportTests
{
    // NTP 3711615412 s and 1985245553, RTP timestamp 577280, 3608 packets, 577280 bytes; then one report block.
    private const string Bytes =
        "81c8000c 5d931534 dd3ac1b4 76547171 0008cf00 00000e18 0008cf00 "
        + "01932db4 00000001 00000000 00000000 00000000 00000000";

    [Fact]
    public void A_report_with_a_block_is_read()
    {
        Assert.True(SenderReport.TryParse(Single(Hex(Bytes)), out SenderReport report));

        Assert.Equal(0x5D931534u, report.Sender.Ssrc);
        Assert.Equal(3711615412u, report.Sender.Ntp.Seconds);
        Assert.Equal(1985245553u, report.Sender.Ntp.Fraction);
        Assert.Equal(577280u, report.Sender.RtpTimestamp);
        Assert.Equal(3608u, report.Sender.PacketCount);
        Assert.Equal(577280u, report.Sender.OctetCount);
        Assert.Equal(1, report.Reports.Count);
        ReportBlockEnumerator reports = report.Reports;
        Assert.True(reports.MoveNext());
        Assert.Equal(new ReportBlock(0x01932DB4, 0, 1, 0, 0, 0, 0), reports.Current);
        Assert.False(reports.MoveNext());
    }

    [Fact]
    public void Writing_what_was_read_gives_the_same_bytes()
    {
        var sender = new SenderInfo(0x5D931534, new NtpTime(((ulong)3711615412 << 32) | 1985245553), 577280, 3608, 577280);
        var destination = new byte[64];

        int length = SenderReport.Write(destination, sender, [new ReportBlock(0x01932DB4, 0, 1, 0, 0, 0, 0)]);

        Assert.Equal(Hex(Bytes), destination[..length]);
    }

    [Fact]
    public void Three_reports_are_three_packets()
    {
        var writer = new RtcpCompoundWriter(new byte[3 * SenderReport.LengthOf(0)]);
        for (uint ssrc = 1; ssrc <= 3; ssrc++)
        {
            Assert.True(writer.TryAppend(SenderReport.Write(writer.Free, new SenderInfo(ssrc, new NtpTime(ssrc), ssrc, ssrc, ssrc))));
        }

        Assert.False(writer.TryAppend(SenderReport.Write(writer.Free, default)));
        uint expected = 0;
        foreach (RtcpPacketView packet in new RtcpCompoundEnumerator(writer.Written))
        {
            expected++;
            Assert.True(SenderReport.TryParse(packet, out SenderReport report));
            Assert.Equal(new SenderInfo(expected, new NtpTime(expected), expected, expected, expected), report.Sender);
        }

        Assert.Equal(3u, expected);
    }

    [Theory]
    [InlineData("80c80005 00000001 00000000 00000000 00000000 00000000")]
    [InlineData("81c80006 00000001 00000000 00000000 00000000 00000000 00000000")]
    [InlineData("80c90006 00000001 00000000 00000000 00000000 00000000 00000000")]
    public void A_report_that_is_short_or_of_another_type_is_refused(string hex) =>
        Assert.False(SenderReport.TryParse(Single(Hex(hex)), out _));
}
