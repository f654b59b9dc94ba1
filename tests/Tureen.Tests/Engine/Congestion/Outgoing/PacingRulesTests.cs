using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class PacingRulesTests
{
    private readonly PacingRules _rules = new();

    [Fact]
    public void Nothing_waits_on_a_path_that_was_never_full() => Assert.True(Limit(0).IsNone);

    [Fact]
    public void Congestion_limits_the_path_for_a_minute()
    {
        _rules.HandleCongestion(Timestamp.FromMilliseconds(1000));

        Assert.Equal(1_250_000, Limit(1).Rate);
        Assert.Equal(6250, Limit(1).Depth);
        Assert.False(Limit(60).IsNone);
        Assert.True(Limit(61).IsNone);
    }

    [Fact]
    public void What_flows_and_is_proven_is_not_held_back_by_a_number_below_it()
    {
        _rules.HandleCongestion(Timestamp.Zero);

        Assert.Equal(2_500_000, Limit(1, proven: 2_000_000).Rate);
        Assert.Equal(3_000_000, _rules.GetLimit(Timestamp.FromMilliseconds(1000), 1_000_000, 0, 0, probed: 3_000_000, isShared: false).Rate);
    }

    [Fact]
    public void On_a_thin_path_some_packets_leave_together_all_the_same()
    {
        _rules.HandleCongestion(Timestamp.Zero);

        Assert.Equal(2000, _rules.GetLimit(Timestamp.Zero, 100_000, 0, 0, 0, isShared: false).Depth);
    }

    [Fact]
    public void A_shallow_queue_gets_smaller_bursts_even_where_the_path_was_not_full()
    {
        _rules.Shallow.Confirm(Timestamp.Zero);

        Assert.Equal(2000, Limit(1).Depth);
        Assert.True(Limit(60).IsNone);
    }

    [Fact]
    public void Loss_before_which_packets_waited_long_is_no_sign_of_a_shallow_queue()
    {
        for (int second = 0; second < 20; second++)
        {
            _rules.Update(Timestamp.FromMilliseconds(1000 * second), loss: 0.1, longestWait: second % 2 == 0 ? 60 : 0);
            Assert.True(Limit(second).IsNone);
        }
    }

    [Fact]
    public void A_path_whose_rate_was_measured_gets_no_more_than_that()
    {
        _rules.HandleCongestion(Timestamp.Zero);

        Assert.Equal(1_030_000, _rules.GetLimit(Timestamp.Zero, 1_000_000, measured: 1_030_000, 0, 0, isShared: false).Rate);
        Assert.Equal(2_000_000, _rules.GetLimit(Timestamp.Zero, 1_000_000, measured: 1_030_000, proven: 2_000_000, 0, isShared: false).Rate);
    }

    [Fact]
    public void A_queue_that_others_keep_full_has_no_room_for_a_burst()
    {
        _rules.HandleCongestion(Timestamp.Zero);

        Assert.Equal(2000, _rules.GetLimit(Timestamp.Zero, 1_000_000, 0, 0, 0, isShared: true).Depth);
    }

    [Fact]
    public void Another_path_has_no_limit()
    {
        _rules.HandleCongestion(Timestamp.Zero);
        _rules.Shallow.Confirm(Timestamp.Zero);
        _rules.Clear();

        Assert.True(Limit(1).IsNone);
    }

    private PacingLimit Limit(int second, double proven = 0) => _rules.GetLimit(Timestamp.FromMilliseconds(1000 * second), 1_000_000, measured: 0, proven, probed: 0, isShared: false);
}
