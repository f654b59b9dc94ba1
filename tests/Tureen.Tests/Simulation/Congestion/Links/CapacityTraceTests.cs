using Tureen.Engine.Primitives;
using Tureen.Testing.Simulation.Congestion.Links;

namespace Tureen.Tests.Simulation.Congestion.Links;

public sealed class CapacityTraceTests
{
    [Theory]
    [InlineData(0, 100, 100)]
    [InlineData(0.5, 100, 150)]
    [InlineData(1, 200, 200)]
    [InlineData(9, 200, 200)]
    public void The_rate_steps_or_goes_in_lines(double seconds, double stepped, double drawn)
    {
        Assert.Equal(stepped, CapacityTrace.Steps((0, 100), (1, 200)).RateAt(TimeSpan.FromSeconds(seconds)));
        Assert.Equal(drawn, CapacityTrace.Lines((0, 100), (1, 200)).RateAt(TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public void An_outage_ends_at_the_next_rate_above_0()
    {
        CapacityTrace trace = CapacityTrace.Steps((0, 1), (1, 0), (2, 0), (3, 5), (4, 0));

        Assert.Equal(TimeSpan.FromSeconds(0.5), trace.NextAbove0(TimeSpan.FromSeconds(0.5)));
        Assert.Equal(TimeSpan.FromSeconds(3), trace.NextAbove0(TimeSpan.FromSeconds(1)));
        Assert.Null(trace.NextAbove0(TimeSpan.FromSeconds(4)));
    }

    [Fact]
    public void The_bits_between_two_instants_are_the_area_below_the_rate()
    {
        Assert.Equal(250, CapacityTrace.Steps((0, 100), (1, 200)).BitsBetween(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2)), 3);
        Assert.Equal(150, CapacityTrace.Lines((0, 100), (1, 200)).BitsBetween(TimeSpan.Zero, TimeSpan.FromSeconds(1)), 3);
    }

    [Fact]
    public void A_mobile_link_stays_in_its_bounds_and_follows_its_seed()
    {
        static double[] Rates(ulong seed)
        {
            CapacityTrace trace = MobileCapacity.Create(new SeededRandomSource(seed), TimeSpan.FromSeconds(600));
            return [.. Enumerable.Range(0, 6000).Select(i => trace.RateAt(TimeSpan.FromSeconds(i * 0.1)))];
        }

        double[] rates = Rates(7);
        Assert.Equal(rates, Rates(7));
        Assert.NotEqual(rates, Rates(8));
        Assert.All(rates, static rate => Assert.InRange(rate, 199_999, 4_000_001));
        Assert.InRange(rates.Average(), 800_000, 2_000_000);
        Assert.True(rates.Max() > 3 * rates.Min());
    }
}
