using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

/// <summary>What a receiver that estimates the path itself does to what is available, and the padding that lets its estimate rise.</summary>
public sealed class EstimateRulesTests
{
    private static readonly Bitrate Initial = new(600_000);

    private readonly OutgoingCongestion _control;

    public EstimateRulesTests()
    {
        _control = new OutgoingCongestion(At(0), new OutgoingCongestionOptions { Initial = Initial, IsEstimatedByReceiver = true });
        _control.SetLimits(At(0), 0, 3_000_000, 3_000_000);
        Want(At(0), next: 900_000, present: 500_000);
    }

    [Fact]
    public void The_estimate_is_what_is_available()
    {
        Estimate(1, 800_000);
        Assert.Equal(800_000, _control.Available.Value);
        Assert.Equal(CongestionEffects.Reallocate, _control.TakeEffects() & (CongestionEffects.Reallocate | CongestionEffects.Cut));

        // Less than before, but more than what is sent.
        Estimate(2, 700_000);
        Assert.Equal(700_000, _control.Available.Value);
        Assert.Equal(CongestionState.Clear, _control.State);
        Assert.Equal(CongestionEffects.None, _control.TakeEffects() & CongestionEffects.Cut);
    }

    [Fact]
    public void Less_than_what_is_sent_is_a_cut_until_what_is_sent_fits()
    {
        Estimate(1, 300_000);
        Assert.Equal(CongestionState.Congested, _control.State);
        Assert.Equal(CongestionEffects.Cut, _control.TakeEffects() & CongestionEffects.Cut);
        Want(At(1000), next: 600_000, present: 200_000);

        Estimate(2, 290_000);
        Assert.Equal(CongestionState.Clear, _control.State);
        Assert.Equal(290_000, _control.Available.Value);
    }

    [Fact]
    public void An_old_estimate_counts_half()
    {
        Estimate(1, 800_000);
        Assert.Equal(At(11_000), _control.Known.Estimate!.NextDeadline);
        _control.HandleDeadline(At(11_000));
        Assert.Equal(400_000, _control.Available.Value);

        Estimate(12, 800_000);
        Assert.Equal(800_000, _control.Available.Value);
    }

    [Fact]
    public void Lasting_loss_in_receiver_reports_lowers_it()
    {
        Estimate(1, 800_000);
        for (uint second = 1; second <= 3; second++)
        {
            _control.HandleReception(At(1000 * (int)second), new ReportBlock(5, 51, 0, second * 100, 0, 0, 0));
        }

        Assert.Equal(720_000, _control.Available.Value, 2000.0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void Absurd_estimates_stay_within_the_limits(long bitsPerSecond)
    {
        for (int i = 0; i < 10; i++)
        {
            Estimate(1 + i, bitsPerSecond);
            Assert.InRange(_control.Available.Value, AvailableBitrate.Least, 3_000_000);
            Estimate(1.5 + i, 500_000);
        }
    }

    [Fact]
    public void A_receiver_that_never_estimates_gets_everything()
    {
        Assert.True(_control.HandleUnnumbered(At(0), 1000));
        Assert.False(_control.IsPeerSilent);
        Assert.Equal(At(5000), _control.GetDeadline(At(0), hasRtx: true));
        _control.HandleDeadline(At(5000));
        Assert.True(_control.IsPeerSilent);

        Estimate(6, 400_000);
        Assert.False(_control.IsPeerSilent);
    }

    [Fact]
    public void Padding_begins_with_two_bursts_and_then_lasts_for_three_of_six_seconds()
    {
        Assert.Equal(0, Send(0, 500));
        Estimate(0.5, 600_000);
        Assert.InRange(Send(500, 600) * 8 * 10, 1_100_000, 1_300_000);
        Assert.Equal(0, Send(620, 990));
        Assert.True(Send(1000, 1100) > 0);
        Assert.Equal(0, Send(1120, 1480));
        Estimate(1.49, 600_000);
        Assert.InRange(Send(1500, 4500) * 8 / 3, 270_000, 310_000);
        Assert.Equal(0, Send(4520, 7400));
    }

    [Fact]
    public void Padding_goes_on_at_once_where_it_helps_and_ends_with_congestion()
    {
        Estimate(0.5, 600_000);
        Send(500, 1600);
        Estimate(1.6, 700_000);
        Send(1600, 4600);
        Assert.True(Send(4620, 5000) > 0);

        Estimate(5, 300_000);
        Assert.Equal(0, Send(5000, 6000));
    }

    [Fact]
    public void Padding_that_does_not_help_changes_its_carrier_and_comes_less_often()
    {
        Estimate(0.5, 600_000);
        Send(500, 4600);
        Assert.Equal(ProbeCarrier.Rtx, FirstCarrier(7500));
        Send(7500, 13_000);
        Assert.Equal(0, Send(13_600, 19_000));
    }

    private static Timestamp At(int milliseconds) => Timestamp.FromMilliseconds(100_000 + milliseconds);

    private void Estimate(double seconds, long bitsPerSecond) => _control.HandleEstimate(At((int)(1000 * seconds)), new Bitrate(bitsPerSecond));

    private void Want(Timestamp now, double next, double present) => _control.SetDemand(
        now,
        new CongestionDemand { NextNeed = next, TopNeed = 2_000_000, Present = present, HasVideo = true, IsSettled = true },
        isRaised: false);

    private ProbeCarrier FirstCarrier(int milliseconds)
    {
        Assert.True(_control.TryTakePacket(At(milliseconds), hasRtx: true, out ProbePacket packet));
        return packet.Carrier;
    }

    /// <summary>Takes what is due between two instants, in milliseconds; its bytes.</summary>
    private int Send(int from, int to)
    {
        int bytes = 0;
        for (int at = from; at < to; at += 5)
        {
            while (_control.TryTakePacket(At(at), hasRtx: true, out ProbePacket packet))
            {
                bytes += packet.Length;
            }
        }

        return bytes;
    }
}
