using Tureen.Engine.Sctp.Send;

namespace Tureen.Tests.Engine.Sctp.Send;

public sealed class RetransmissionTimeoutTests
{
    [Fact]
    public void It_begins_with_half_a_second()
    {
        Assert.Equal(500, new RetransmissionTimeout().Value.TotalMilliseconds);
    }

    [Theory]
    [InlineData(10, 400)]
    [InlineData(124, 400)]
    [InlineData(200, 600)]
    [InlineData(1000, 3000)]
    [InlineData(100_000, 60_000)]
    public void The_first_measurement_gives_three_times_itself_within_the_bounds(int roundTrip, int expected)
    {
        var timeout = new RetransmissionTimeout();
        timeout.Measure(TimeSpan.FromMilliseconds(roundTrip));
        Assert.Equal(expected, timeout.Value.TotalMilliseconds);
    }

    [Fact]
    public void A_steady_round_trip_leaves_room_for_a_delayed_acknowledgement()
    {
        var timeout = new RetransmissionTimeout();
        for (int i = 0; i < 100; i++)
        {
            timeout.Measure(TimeSpan.FromMilliseconds(300));
        }

        Assert.Equal(520, timeout.Value.TotalMilliseconds, 1.0);
        Assert.Equal(300, timeout.SmoothedRoundTripTime.TotalMilliseconds, 1.0);
    }

    [Fact]
    public void Later_measurements_count_an_eighth_and_a_quarter()
    {
        var timeout = new RetransmissionTimeout();
        timeout.Measure(TimeSpan.FromMilliseconds(800));
        timeout.Measure(TimeSpan.FromMilliseconds(1600));

        // SRTT 7/8·800 + 1/8·1600 = 900; RTTVAR 3/4·400 + 1/4·800 = 500.
        Assert.Equal(900, timeout.SmoothedRoundTripTime.TotalMilliseconds);
        Assert.Equal(2900, timeout.Value.TotalMilliseconds);
    }

    [Fact]
    public void Expiry_doubles_it_to_a_minute_and_a_measurement_ends_that()
    {
        var timeout = new RetransmissionTimeout();
        double[] values = [.. Enumerable.Range(0, 8).Select(_ =>
        {
            timeout.BackOff();
            return timeout.Value.TotalMilliseconds;
        })];
        Assert.Equal([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000], values);

        timeout.Measure(TimeSpan.FromMilliseconds(50));
        Assert.Equal(400, timeout.Value.TotalMilliseconds);
    }

    [Fact]
    public void Progress_ends_the_doubling_without_a_measurement()
    {
        var timeout = new RetransmissionTimeout();
        timeout.Measure(TimeSpan.FromMilliseconds(200));
        timeout.BackOff();
        timeout.BackOff();
        timeout.Recover();
        Assert.Equal(600, timeout.Value.TotalMilliseconds);
    }

    [Fact]
    public void A_clock_that_went_back_measures_nothing()
    {
        var timeout = new RetransmissionTimeout();
        timeout.Measure(TimeSpan.FromMilliseconds(-1));
        Assert.Equal(RetransmissionTimeout.Initial, timeout.Value);
    }
}
