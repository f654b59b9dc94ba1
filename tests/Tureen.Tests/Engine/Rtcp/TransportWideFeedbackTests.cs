using Tureen.Engine.Rtcp;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Engine.Rtcp;

public sealed class TransportWideFeedbackTests
{
    [Theory]
    [InlineData("8fcd0006 fa17fa17 02d0372e 03e80003 00000105 20030400 08000000")]
    [InlineData("afcd0006 fa17fa17 02d0372e 03e80003 00000105 20030400 08000003")]
    public void A_run_of_small_deltas_is_read_with_either_kind_of_padding(string hex)
    {
        Assert.True(TransportWideFeedback.TryParse(Single(Hex(hex)), out TransportWideFeedback feedback));

        Assert.Equal(0xFA17FA17u, feedback.SenderSsrc);
        Assert.Equal(0x02D0372Eu, feedback.MediaSsrc);
        Assert.Equal(1000, feedback.BaseSequence);
        Assert.Equal(3, feedback.StatusCount);
        Assert.Equal(1, feedback.ReferenceTime);
        Assert.Equal(5, feedback.FeedbackCount);
        Assert.Equal(0, feedback.CountLost());
        Assert.Equal(
            [new(1000, true, 4, 65_000), new(1001, true, 0, 65_000), new(1002, true, 8, 67_000)],
            ToArray(feedback));
    }

    [Fact]
    public void A_negative_reference_time_and_a_negative_delta_are_read_across_the_wrap()
    {
        Assert.True(TransportWideFeedback.TryParse(
            Single(Hex("8fcd0006 00000000 00000001 ffff0002 fffffe00 d80008ff fc000000")), out TransportWideFeedback feedback));

        Assert.Equal(-2, feedback.ReferenceTime);
        Assert.Equal([new(65535, true, 8, -126_000), new(0, true, -4, -127_000)], ToArray(feedback));
    }

    [Fact]
    public void A_vector_of_one_bit_symbols_is_read_as_far_as_the_count_goes()
    {
        Assert.True(TransportWideFeedback.TryParse(
            Single(Hex("8fcd0006 00000000 00000001 000a0004 00000000 ac000102 03000000")), out TransportWideFeedback feedback));

        Assert.Equal(1, feedback.CountLost());
        Assert.Equal(
            [new(10, true, 1, 250), new(11, false, 0, 250), new(12, true, 2, 750), new(13, true, 3, 1500)],
            ToArray(feedback));
    }

    [Fact]
    public void Fifty_lost_packets_and_a_large_delta_are_read()
    {
        Assert.True(TransportWideFeedback.TryParse(
            Single(Hex("8fcd0006 00000000 00000001 00010033 00000000 00324001 10000000")), out TransportWideFeedback feedback));

        TransportWideStatus[] statuses = ToArray(feedback);
        Assert.Equal(51, statuses.Length);
        Assert.Equal(50, feedback.CountLost());
        Assert.All(statuses[..50], static status => Assert.False(status.IsReceived));
        Assert.Equal(new TransportWideStatus(51, true, 4096, 1_024_000), statuses[50]);
    }

    [Fact]
    public void Several_chunks_are_read_one_after_the_other()
    {
        // 7 two-bit symbols 0 1 2 0 1 1 0, a run of 4 small ones, 14 one-bit symbols of which 7 count.
        byte[] bytes = Hex(
            "8fcd0009 00000000 00000001 00000012 00000000 c6142004 aa000100 02030405 06070809 0a0b0000");
        Assert.True(TransportWideFeedback.TryParse(Single(bytes), out TransportWideFeedback feedback));

        TransportWideStatus[] statuses = ToArray(feedback);
        Assert.Equal(18, statuses.Length);
        Assert.Equal("011011011111010100", string.Concat(statuses.Select(static status => status.IsReceived ? '1' : '0')));
        Assert.Equal(7, feedback.CountLost());
    }

    [Theory]
    [InlineData("8fcd0002 00000000 00000001")]
    [InlineData("8fcd0004 00000000 00000001 00010000 00000000")]
    [InlineData("8fcd0004 00000000 00000001 00010001 00000000")]
    [InlineData("8fcd0005 00000000 00000001 00010003 00000000 20030000")]
    [InlineData("8fcd0005 00000000 00000001 0001ffff 00000000 1fff1fff")]
    [InlineData("8fcd0005 00000000 00000001 00010001 00000000 60010000")]
    [InlineData("8fcd0005 00000000 00000001 00010001 00000000 f0000000")]
    [InlineData("8fcd0005 00000000 00000001 00010001 00000000 20000000")]
    public void A_feedback_without_statuses_chunks_or_deltas_or_with_a_reserved_symbol_is_refused(string hex) =>
        Assert.False(TransportWideFeedback.TryParse(Single(Hex(hex)), out _));

    [Theory]
    [InlineData("000001", 0x000000, 64_000)]
    [InlineData("000000", 0x7FFFFF, -0x7FFFFF * 64_000L)]
    [InlineData("800000", 0x7FFFFF, 64_000)]
    [InlineData("7fffff", -0x800000, -64_000)]
    [InlineData("000001", -1, 128_000)]
    public void The_time_between_two_reference_times_takes_the_shorter_way(string reference, int earlier, long expected)
    {
        byte[] bytes = Hex($"8fcd0005 00000000 00000001 00010001 {reference}00 20010000");

        Assert.True(TransportWideFeedback.TryParse(Single(bytes), out TransportWideFeedback feedback));
        Assert.Equal(expected, feedback.MicrosecondsSince(earlier));
    }

    internal static TransportWideStatus[] ToArray(TransportWideFeedback feedback)
    {
        var all = new List<TransportWideStatus>();
        foreach (TransportWideStatus status in feedback.Statuses)
        {
            all.Add(status);
        }

        return [.. all];
    }
}
