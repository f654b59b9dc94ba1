using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class ProbeScheduleTests
{
    private readonly ProbeSchedule _schedule = new();

    public ProbeScheduleTests() => _schedule.Start(Timestamp.Zero);

    [Fact]
    public void Nothing_is_probed_before_the_peer_reports()
    {
        var schedule = new ProbeSchedule();
        schedule.HandleDemand(Timestamp.Zero);
        Assert.True(schedule.Next.IsNever);
    }

    /// <summary>Results in a row, and the milliseconds after which the next probe may begin.</summary>
    [Theory]
    [InlineData("Success", false, "20")]
    [InlineData("Success", true, "1000")]
    [InlineData("Saturated Lost Invalid Saturated Saturated", true, "1000 1500 2250 3375 4000")]
    [InlineData("Unknown UnderSent", false, "200 500")]
    [InlineData("Saturated Saturated Success Saturated", false, "1000 1500 20 1000")]
    public void The_next_probe_comes_after_the_last_result(string results, bool isMeasured, string expected)
    {
        var pauses = new List<double>();
        Timestamp now = Timestamp.Zero;
        foreach (string result in results.Split(' '))
        {
            now += TimeSpan.FromSeconds(10);
            _schedule.HandleResult(now, Enum.Parse<ProbeOutcome>(result), isMeasured);
            pauses.Add((_schedule.Next - now).TotalMilliseconds);
        }

        Assert.Equal(expected, string.Join(' ', pauses));
    }

    [Fact]
    public void Demand_brings_it_forward_twice_in_ten_seconds()
    {
        for (int i = 0; i < 3; i++)
        {
            Timestamp now = Timestamp.FromMilliseconds(1000 * i);
            _schedule.HandleResult(now, ProbeOutcome.Lost, isMeasured: false);
            _schedule.HandleDemand(now);
            Assert.Equal(i < 2, _schedule.Next == now);
        }
    }

    [Fact]
    public void An_upgrade_and_the_end_of_congestion_hold_it_back()
    {
        Timestamp now = Timestamp.FromMilliseconds(1000);
        _schedule.HandleClear(now, TimeSpan.Zero);
        _schedule.Hasten(now, TimeSpan.Zero);
        Assert.Equal(Timestamp.FromMilliseconds(1300), _schedule.Next);
        _schedule.HandleUpgrade(now, TimeSpan.FromSeconds(5));
        Assert.Equal(Timestamp.FromMilliseconds(6000), _schedule.Next);
    }

    [Fact]
    public void Bytes_are_bounded_over_ten_seconds()
    {
        const double available = 1_000_000;
        double budget = ((0.15 * available) + 100_000) / 8 * 10;
        int begun = 0;
        for (int i = 0; i < 100; i++)
        {
            begun += _schedule.TryBegin(Timestamp.FromMilliseconds(i * 90), budget / 10, available) ? 1 : 0;
        }

        Assert.Equal(10, begun);
        Assert.Equal(Timestamp.FromMilliseconds(10_000), _schedule.Next);
    }

    [Fact]
    public void A_probe_that_was_over_too_soon_is_followed_by_a_longer_one()
    {
        Assert.Equal(1, _schedule.Lengthening);
        foreach (int expected in (int[])[2, 4, 4])
        {
            _schedule.HandleResult(Timestamp.Zero, ProbeOutcome.UnderSent, isMeasured: true);
            Assert.Equal(expected, _schedule.Lengthening);
        }

        _schedule.HandleResult(Timestamp.Zero, ProbeOutcome.Lost, isMeasured: true);
        Assert.Equal(1, _schedule.Lengthening);
    }
}
