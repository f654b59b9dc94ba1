using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;

namespace Tureen.Tests.Engine.Streams;

public sealed class LayerRateTests
{
    private LayerRate _rate;
    private long _now = 10_000;

    [Fact]
    public void A_steady_layer_costs_its_bytes_and_the_overhead_of_its_packets()
    {
        Add(seconds: 5, bytes: 1000);
        AssertRates(40, slow: 1040 * 8 * 40, fast: 1040 * 8 * 40);
    }

    [Fact]
    public void A_layer_is_unknown_for_half_a_second_and_remembered_for_a_minute()
    {
        Assert.False(_rate.TryMeasure(Now, 0, out _, out _));
        Add(seconds: 0.25, bytes: 1000);
        Assert.False(_rate.TryMeasure(Now, 0, out _, out _));
        Add(seconds: 5, bytes: 1000);
        _rate.TryMeasure(Now, 0, out double before, out _);
        _now += 59_000;
        Assert.True(_rate.TryMeasure(Now, 0, out double slow, out _));
        Assert.Equal(before, slow);
        _now += 2000;
        Assert.False(_rate.TryMeasure(Now, 0, out _, out _));
    }

    [Theory]
    [InlineData(0.75)]
    [InlineData(5)]
    public void A_key_frame_hardly_counts(double seconds)
    {
        _rate.Add(Now, 10_000);
        Add(seconds, bytes: 1000);
        _rate.Add(Now, 10_000);
        Add(seconds: 0.5, bytes: 1000);
        Assert.True(_rate.TryMeasure(Now, 0, out double slow, out double fast));
        Assert.InRange(slow, 320_000, 400_000);
        Assert.InRange(fast, 320_000, 400_000);
    }

    [Fact]
    public void The_highest_mean_of_the_last_seconds_counts_for_raising()
    {
        AddAndMeasure(seconds: 4, bytes: 1000);
        AddAndMeasure(seconds: 2, bytes: 500);
        Assert.True(_rate.TryMeasure(Now, 0, out double slow, out double fast));
        Assert.InRange(slow, 160_000, 250_000);
        Assert.InRange(fast, 310_000, 330_000);
        AddAndMeasure(seconds: 8, bytes: 500);
        Assert.True(_rate.TryMeasure(Now, 0, out _, out fast));
        Assert.InRange(fast, 155_000, 165_000);
    }

    private Timestamp Now => Timestamp.FromMilliseconds(_now);

    private void AddAndMeasure(int seconds, int bytes)
    {
        for (int i = 0; i < 4 * seconds; i++)
        {
            Add(0.25, bytes);
            _rate.TryMeasure(Now, 0, out _, out _);
        }
    }

    /// <summary>Forty packets a second.</summary>
    private void Add(double seconds, int bytes)
    {
        for (int i = 0; i < seconds * 40; i++)
        {
            _rate.Add(Now, bytes);
            _now += 25;
        }
    }

    private void AssertRates(int overhead, double slow, double fast)
    {
        Assert.True(_rate.TryMeasure(Now, overhead, out double measuredSlow, out double measuredFast));
        Assert.Equal(slow, measuredSlow, slow / 100);
        Assert.Equal(fast, measuredFast, fast / 100);
    }
}
