using Tureen.Engine.Congestion;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Congestion;

public sealed class TrendCalculatorTests
{
    [Fact]
    public void The_decay_depends_on_time_and_not_on_the_number_of_updates()
    {
        var often = default(TrendCalculator);
        var seldom = default(TrendCalculator);
        often.Update(Timestamp.Zero, new Bitrate(1000));
        seldom.Update(Timestamp.Zero, new Bitrate(1000));
        often.Update(Timestamp.FromMilliseconds(500), new Bitrate(200));
        often.Update(Timestamp.FromMilliseconds(1000), new Bitrate(200));
        seldom.Update(Timestamp.FromMilliseconds(1000), new Bitrate(200));
        Assert.Equal(950, often.Value.BitsPerSecond);
        Assert.Equal(often.Value, seldom.Value);
    }

    [Fact]
    public void A_higher_value_is_taken_at_once_and_the_decay_ends_at_the_value()
    {
        var trend = default(TrendCalculator);
        trend.Update(Timestamp.Zero, new Bitrate(1000));
        trend.Update(Timestamp.FromMilliseconds(10), new Bitrate(3000));
        Assert.Equal(3000, trend.Value.BitsPerSecond);
        trend.Update(Timestamp.FromMilliseconds(60_000), new Bitrate(700));
        Assert.Equal(700, trend.Value.BitsPerSecond);
    }

    [Fact]
    public void Force_sets_the_value()
    {
        var trend = default(TrendCalculator);
        trend.Update(Timestamp.Zero, new Bitrate(1000));
        trend.ForceUpdate(Timestamp.Zero, new Bitrate(200));
        Assert.Equal(200, trend.Value.BitsPerSecond);
    }
}
