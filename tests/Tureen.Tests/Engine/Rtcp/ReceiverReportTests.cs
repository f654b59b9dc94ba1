using Tureen.Engine.Rtcp;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Engine.Rtcp;

public sealed class ReceiverReportTests
{
    private const string Bytes =
        "81c90007 5d931534 01932db4 50ffffff 00011b48 000000e8 0b2a7f4c 000186a0";

    private static readonly ReportBlock Block = new(0x01932DB4, 80, -1, 72520, 232, 0x0B2A7F4C, 100_000);

    [Fact]
    public void A_report_with_a_negative_loss_is_read()
    {
        Assert.True(ReceiverReport.TryParse(Single(Hex(Bytes)), out ReceiverReport report));

        Assert.Equal(0x5D931534u, report.Ssrc);
        ReportBlockEnumerator reports = report.Reports;
        Assert.True(reports.MoveNext());
        Assert.Equal(Block, reports.Current);
        Assert.False(reports.MoveNext());
    }

    [Fact]
    public void Writing_what_was_read_gives_the_same_bytes()
    {
        var destination = new byte[32];

        Assert.Equal(32, ReceiverReport.Write(destination, 0x5D931534, [Block]));
        Assert.Equal(Hex(Bytes), destination);
        Assert.Equal(0, ReceiverReport.Write(destination.AsSpan(1), 0x5D931534, [Block]));
    }

    [Theory]
    [InlineData(0x800000, 0x7FFFFF)]
    [InlineData(-0x800001, -0x800000)]
    [InlineData(int.MaxValue, 0x7FFFFF)]
    [InlineData(-5, -5)]
    public void The_total_lost_is_kept_within_24_bits(int lost, int expected)
    {
        var destination = new byte[ReportBlock.Length];
        (Block with { TotalLost = lost }).Write(destination);

        Assert.True(ReportBlock.TryRead(destination, out ReportBlock read));
        Assert.Equal(Block with { TotalLost = expected }, read);
    }

    [Fact]
    public void A_packet_holds_at_most_31_blocks()
    {
        var destination = new byte[1292];
        var blocks = new ReportBlock[32];

        Assert.Equal(0, ReceiverReport.Write(destination, 1, blocks));
        Assert.Equal(8 + (31 * 24), ReceiverReport.Write(destination, 1, blocks.AsSpan(0, 31)));
    }

    [Theory]
    [InlineData("80c90000")]
    [InlineData("82c90007 00000001 00000000 00000000 00000000 00000000 00000000 00000000")]
    [InlineData("80c80001 00000001")]
    public void A_report_that_is_short_or_of_another_type_is_refused(string hex) =>
        Assert.False(ReceiverReport.TryParse(Single(Hex(hex)), out _));

    [Fact]
    public void Profile_extensions_after_the_blocks_are_passed_over()
    {
        Assert.True(ReceiverReport.TryParse(Single(Hex("80c90002 00000001 deadbeef")), out ReceiverReport report));
        Assert.Equal(0, report.Reports.Count);
    }
}
