using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class BacklogRulesTests
{
    private static readonly Bitrate Initial = new(1_000_000);

    private readonly OutgoingCongestion _control = new(At(0), new OutgoingCongestionOptions { Initial = Initial });
    private long _taken;
    private long _refused;

    public BacklogRulesTests()
    {
        _control.SetLimits(At(0), 0, 3_000_000, 3_000_000);
        _control.SetStream(true);
        _control.SetDemand(
            At(0), new CongestionDemand { NextNeed = 2_000_000, TopNeed = 2_000_000, Present = 900_000, HasVideo = true, IsSettled = true }, isRaised: false);
    }

    [Fact]
    public void A_connection_that_keeps_up_changes_nothing()
    {
        for (int at = 0; at < 2000; at += 50)
        {
            Look(at, left: 5000, waiting: 5000);
        }

        Assert.Equal(CongestionState.Clear, _control.State);
        Assert.Equal(1_000_000, _control.Available.Value);
        Assert.Equal(40.0, _control.Known.Backlog);
    }

    [Fact]
    public void What_a_full_connection_has_taken_is_what_fits()
    {
        for (int at = 0; at < 1000; at += 50)
        {
            Look(at, left: 4000, waiting: 1000);
        }

        Look(1000, left: 4000, waiting: 19_000);
        Assert.Equal(CongestionState.Congested, _control.State);
        Assert.Equal(0.97 * 640_000, _control.Available.Value, 1000.0);
        Assert.Equal(CongestionEffects.Cut, _control.TakeEffects() & CongestionEffects.Cut);
    }

    [Fact]
    public void A_refused_packet_shows_it_at_once()
    {
        Look(0, left: 6000, waiting: 0);
        Look(50, left: 6000, waiting: 1000);
        _refused++;
        Look(100, left: 5000, waiting: 1000);
        Assert.Equal(CongestionState.Congested, _control.State);
    }

    [Fact]
    public void A_connection_that_stands_still_costs_half_and_no_more()
    {
        Look(0, left: 0, waiting: 1000);
        Look(50, left: 0, waiting: 30_000);
        Assert.Equal(485_000, _control.Available.Value, 1000.0);
    }

    [Fact]
    public void Another_connection_begins_anew()
    {
        Look(0, left: 50_000, waiting: 0);
        Look(50, left: 50_000, waiting: 0);
        _taken = 0;
        _refused = 3;
        Look(100, left: 1000, waiting: 25_000);
        Assert.Equal(CongestionState.Clear, _control.State);
    }

    [Fact]
    public void It_is_looked_at_while_video_leaves_over_a_connection()
    {
        Assert.True(_control.GetDeadline(At(0), hasRtx: true) <= At(0));
        Look(0, left: 1000, waiting: 0);
        Assert.Equal(At(50), _control.GetDeadline(At(0), hasRtx: true));
        _control.SetStream(false);
        Assert.True(_control.GetDeadline(At(0), hasRtx: true).IsNever);
    }

    [Fact]
    public void A_connection_is_paced_in_small_bursts_from_the_start()
    {
        PacingLimit limit = _control.GetPacing(At(0));
        Assert.False(limit.IsNone);
        Assert.Equal(2000, limit.Depth);
        _control.SetStream(false);
        Assert.True(_control.GetPacing(At(0)).IsNone);
    }

    private static Timestamp At(int milliseconds) => Timestamp.FromMilliseconds(100_000 + milliseconds);

    /// <summary>Bytes that left since the last look, and those that wait now.</summary>
    private void Look(int at, long left, long waiting)
    {
        _taken += left;
        _control.HandleBacklog(At(at), new SendBacklog(waiting, _taken + waiting, _refused));
    }
}
