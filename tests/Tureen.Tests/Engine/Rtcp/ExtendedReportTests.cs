using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Engine.Rtcp;

public sealed class ExtendedReportTests
{
    private const string Bytes =
        "80cf000b 5d931534 04000002 01020304 05060708 05000006 00000001 00000002 00000003 00000004 00000005 00000006";

    [Fact]
    public void A_reference_time_and_two_answers_are_read()
    {
        Assert.True(ExtendedReport.TryParse(Single(Hex(Bytes)), out ExtendedReport report));

        Assert.Equal(0x5D931534u, report.Ssrc);
        XrBlockEnumerator blocks = report.Blocks;
        Assert.True(blocks.MoveNext());
        Assert.True(ReceiverReferenceTimeBlock.TryParse(blocks.Current, out ReceiverReferenceTimeBlock reference));
        Assert.Equal(new NtpTime(0x0102030405060708), reference.Ntp);
        Assert.False(DlrrBlock.TryParse(blocks.Current, out _));
        Assert.True(blocks.MoveNext());
        Assert.True(DlrrBlock.TryParse(blocks.Current, out DlrrBlock dlrr));
        Assert.True(dlrr.MoveNext());
        Assert.Equal(new DlrrEntry(1, 2, 3), dlrr.Current);
        Assert.True(dlrr.MoveNext());
        Assert.Equal(new DlrrEntry(4, 5, 6), dlrr.Current);
        Assert.False(dlrr.MoveNext());
        Assert.False(blocks.MoveNext());
    }

    [Fact]
    public void Writing_what_was_read_gives_the_same_bytes()
    {
        var destination = new byte[48];
        var reference = new ReceiverReferenceTimeBlock(new NtpTime(0x0102030405060708));

        Assert.Equal(48, ExtendedReport.Write(destination, 0x5D931534, reference, [new DlrrEntry(1, 2, 3), new DlrrEntry(4, 5, 6)]));
        Assert.Equal(Hex(Bytes), destination);
        Assert.Equal(0, ExtendedReport.Write(destination.AsSpan(1), 1, reference, [default, default]));
        Assert.Equal(0, ExtendedReport.Write(destination, 1, null, []));
        Assert.Equal(20, ExtendedReport.Write(destination, 1, reference, []));
    }

    [Fact]
    public void An_unknown_block_is_passed_over_and_padding_is_no_block()
    {
        Assert.True(ExtendedReport.TryParse(
            Single(Hex("a0cf0007 00000001 07000001 deadbeef 04000002 00000000 00000009 00000004")), out ExtendedReport report));

        int known = 0;
        int all = 0;
        foreach (XrBlock block in report.Blocks)
        {
            all++;
            known += ReceiverReferenceTimeBlock.TryParse(block, out _) ? 1 : 0;
        }

        Assert.Equal(2, all);
        Assert.Equal(1, known);
    }

    [Theory]
    [InlineData("80cf0000")]
    [InlineData("80cf0002 00000001 04000002")]
    [InlineData("80cf0003 00000001 04000002 00000000")]
    public void A_block_past_the_end_is_refused(string hex) => Assert.False(ExtendedReport.TryParse(Single(Hex(hex)), out _));

    [Theory]
    [InlineData("80cf0003 00000001 04000001 00000000")]
    [InlineData("80cf0003 00000001 05000001 00000000")]
    public void A_known_block_of_a_wrong_length_is_not_taken(string hex)
    {
        Assert.True(ExtendedReport.TryParse(Single(Hex(hex)), out ExtendedReport report));
        XrBlockEnumerator blocks = report.Blocks;
        Assert.True(blocks.MoveNext());
        Assert.False(ReceiverReferenceTimeBlock.TryParse(blocks.Current, out _));
        Assert.False(DlrrBlock.TryParse(blocks.Current, out _));
    }
}
