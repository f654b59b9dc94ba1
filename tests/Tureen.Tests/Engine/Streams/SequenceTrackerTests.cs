using Tureen.Engine.Streams;

namespace Tureen.Tests.Engine.Streams;

public sealed class SequenceTrackerTests
{
    [Fact]
    public void Wrapping_counts_a_cycle()
    {
        var tracker = default(SequenceTracker);
        Assert.Equal(SequenceVerdict.First, tracker.Handle(65_534));
        Assert.Equal(SequenceVerdict.InOrder, tracker.Handle(65_535));
        Assert.Equal(SequenceVerdict.InOrder, tracker.Handle(1));
        Assert.Equal(65_537u, tracker.ExtendedMax);
        Assert.Equal(4u, tracker.Expected);
    }

    [Fact]
    public void A_stream_that_begins_at_zero_expects_one_packet()
    {
        var tracker = default(SequenceTracker);
        Assert.Equal(0u, tracker.Expected);
        tracker.Handle(0);
        Assert.Equal(1u, tracker.Expected);
        Assert.Equal(0u, tracker.ExtendedMax);
    }

    [Theory]
    [InlineData(1000 + 2999, true)]
    [InlineData(1000 + 3000, false)]
    [InlineData(1000 - 1499, true)]
    [InlineData(1000 - 1500, false)]
    public void The_borders_of_a_jump(int sequence, bool isAccepted)
    {
        var tracker = default(SequenceTracker);
        tracker.Handle(1000);
        Assert.Equal(isAccepted, tracker.Handle((ushort)sequence) != SequenceVerdict.Rejected);
    }

    [Fact]
    public void Two_packets_of_a_new_sequence_restart_it()
    {
        var tracker = default(SequenceTracker);
        tracker.Handle(50_001);
        tracker.Handle(50_002);
        Assert.Equal(SequenceVerdict.Rejected, tracker.Handle(40_003));
        Assert.Equal(SequenceVerdict.Restarted, tracker.Handle(40_004));
        Assert.Equal(SequenceVerdict.InOrder, tracker.Handle(40_005));
        Assert.Equal(2u, tracker.Expected);
    }

    [Fact]
    public void Two_bad_packets_that_do_not_follow_each_other_restart_nothing()
    {
        var tracker = default(SequenceTracker);
        tracker.Handle(50_001);
        Assert.Equal(SequenceVerdict.Rejected, tracker.Handle(40_003));
        Assert.Equal(SequenceVerdict.Rejected, tracker.Handle(20_000));
        Assert.Equal(SequenceVerdict.InOrder, tracker.Handle(50_002));
    }
}
