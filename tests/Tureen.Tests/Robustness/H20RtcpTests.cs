using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Robustness;

public sealed class H20RtcpTests
{
    [Fact]
    public void H20_a_compound_with_a_length_past_the_end_ends_there()
    {
        var walk = new RtcpCompoundEnumerator(Hex("80c90001 00000001 80c90002 00000001"));

        Assert.True(walk.MoveNext());
        Assert.False(walk.MoveNext());
        Assert.True(walk.IsMalformed);
    }

    [Fact]
    public void H20_counts_beyond_the_packet_are_refused()
    {
        Assert.False(SenderReport.TryParse(Single(Hex("9fc80006 00000001 00000000 00000000 00000000 00000000 00000000")), out _));
        Assert.False(ReceiverReport.TryParse(Single(Hex("9fc90001 00000001")), out _));
        Assert.False(SourceDescription.TryParse(Single(Hex("9fca0002 00000001 00000000")), out _));
        Assert.False(Bye.TryParse(Single(Hex("9fcb0001 00000001")), out _));
    }

    [Fact]
    public void H20_a_reason_past_the_end_is_refused() =>
        Assert.False(Bye.TryParse(Single(Hex("81cb0002 00000001 ff000000")), out _));

    [Theory]
    [InlineData("81ca0002 00000001 01024142")]
    [InlineData("81ca0002 00000001 01ff4142")]
    [InlineData("81ca0002 00000001 01014101")]
    public void H20_an_unterminated_description_is_refused(string hex) =>
        Assert.False(SourceDescription.TryParse(Single(Hex(hex)), out _));

    [Fact]
    public void H20_blocks_of_no_length_do_not_loop()
    {
        byte[] bytes = new byte[8 + (4 * 1000)];
        RtcpPacketView.WriteHeader(bytes, 0, RtcpPacketType.ExtendedReport, bytes.Length);

        Assert.True(ExtendedReport.TryParse(Single(bytes), out ExtendedReport report));
        int blocks = 0;
        foreach (XrBlock block in report.Blocks)
        {
            Assert.True(block.Body.IsEmpty);
            blocks++;
        }

        Assert.Equal(1000, blocks);
    }

    [Fact]
    public void H20_a_nack_of_ten_thousand_items_is_walked()
    {
        byte[] bytes = new byte[12 + (4 * 10_000)];
        bytes.AsSpan().Fill(0xFF);
        RtcpPacketView.WriteHeader(bytes, (int)TransportFeedbackFormat.GenericNack, RtcpPacketType.TransportFeedback, bytes.Length);

        Assert.True(GenericNack.TryParse(Single(bytes), out GenericNack nack));
        int requested = 0;
        foreach (ushort _ in nack.SequenceNumbers)
        {
            requested++;
        }

        Assert.Equal(170_000, requested);
    }

    [Theory]
    [InlineData("1fff")]
    [InlineData("3fff")]
    [InlineData("5fff")]
    [InlineData("ffff")]
    [InlineData("bfff")]
    public void H20_a_status_count_of_65535_without_chunks_or_deltas_is_refused(string chunk) =>
        Assert.False(TransportWideFeedback.TryParse(
            Single(Hex($"8fcd0005 00000000 00000001 0000ffff 00000000 {chunk}{chunk}")), out _));

    [Fact]
    public void H20_a_feedback_of_65535_losses_is_walked()
    {
        byte[] bytes = Hex("8fcd0009 00000000 00000001 fff0ffff 7fffffff 1fff1fff 1fff1fff 1fff1fff 1fff1fff 1fff0000");

        Assert.True(TransportWideFeedback.TryParse(Single(bytes), out TransportWideFeedback feedback));
        Assert.Equal(65_535, feedback.CountLost());
        int walked = 0;
        foreach (TransportWideStatus _ in feedback.Statuses)
        {
            walked++;
        }

        Assert.Equal(65_535, walked);
    }

    [Fact]
    public void H20_deltas_of_the_largest_size_do_not_overflow()
    {
        byte[] bytes = new byte[20 + 2 + 1200];
        RtcpPacketView.WriteHeader(bytes, (int)TransportFeedbackFormat.TransportWide, RtcpPacketType.TransportFeedback, 1220);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(14), 598);
        bytes[16] = 0x80;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(20), 0x4000 | 598);
        for (int i = 22; i < 1220; i += 2)
        {
            BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(i), short.MinValue);
        }

        Assert.True(TransportWideFeedback.TryParse(Single(bytes.AsSpan(0, 1220)), out TransportWideFeedback feedback));
        long last = 0;
        foreach (TransportWideStatus status in feedback.Statuses)
        {
            last = status.ArrivalMicroseconds;
        }

        Assert.Equal((-0x800000 * 64_000L) + (598L * short.MinValue * 250), last);
    }

    [Fact]
    public void H20_an_estimate_of_255_sources_is_read_and_one_that_lacks_them_is_refused()
    {
        var bytes = new byte[12 + 8 + (255 * 4)];
        Assert.Equal(bytes.Length, ReceiverEstimatedMaxBitrate.Write(bytes, 0, 0, new Bitrate(1), new uint[255]));
        Assert.True(ReceiverEstimatedMaxBitrate.TryParse(Single(bytes), out ReceiverEstimatedMaxBitrate remb));
        Assert.Equal(255, remb.Ssrcs.Count);

        RtcpPacketView.WriteHeader(bytes, 15, RtcpPacketType.PayloadFeedback, bytes.Length - 4);
        Assert.False(ReceiverEstimatedMaxBitrate.TryParse(Single(bytes.AsSpan(0, bytes.Length - 4)), out _));
    }

    [Fact]
    public void H20_application_and_unknown_packets_are_passed_over()
    {
        var walk = new RtcpCompoundEnumerator(Hex("80cc0002 00000001 41424344 80d40000 80c90001 00000001"));

        Assert.True(walk.MoveNext());
        Assert.True(App.TryParse(walk.Current, out _));
        Assert.True(walk.MoveNext());
        Assert.Equal((RtcpPacketType)212, walk.Current.Type);
        Assert.True(walk.MoveNext());
        Assert.True(ReceiverReport.TryParse(walk.Current, out _));
        Assert.False(walk.MoveNext());
        Assert.False(walk.IsMalformed);
    }
}
