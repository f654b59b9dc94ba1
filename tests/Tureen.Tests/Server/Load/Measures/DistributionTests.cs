using Tureen.Server.Load.Measures;

namespace Tureen.Tests.Server.Load.Measures;

public sealed class DistributionTests
{
    [Fact]
    public void Percentiles_are_right_within_two_percent()
    {
        var distribution = new Distribution();
        Parallel.For(1, 10_001, value => distribution.Add(value / 10.0));

        Assert.Equal((10_000, 1_000), (distribution.Count, distribution.Max));
        Assert.InRange(distribution.Percentile(0.5), 500, 510);
        Assert.InRange(distribution.Percentile(0.99), 990, 1_000);
        Assert.Equal(1_000, distribution.Percentile(1));
    }

    [Fact]
    public void Extremes_have_a_place()
    {
        var distribution = new Distribution();
        distribution.Add(0);
        distribution.Add(1e12);

        Assert.InRange(distribution.Percentile(0.5), 0, 0.01);
        Assert.Equal(1e12, distribution.Max);
    }

    [Fact]
    public void Of_nothing_all_is_zero() => Assert.Equal((0, 0, 0), (new Distribution().Count, new Distribution().Max, new Distribution().Percentile(0.5)));
}
