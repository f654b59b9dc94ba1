using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class AvailableBitrateTests
{
    private readonly AvailableBitrate _available = new(Timestamp.Zero, new Bitrate(600_000));

    [Fact]
    public void It_rises_to_what_is_wanted_and_does_not_fall_when_less_is_wanted()
    {
        _available.SetLimits(0, double.MaxValue, wanted: 2_000_000);
        Assert.True(_available.Raise(Timestamp.Zero, 3_000_000));
        Assert.Equal(2_000_000, _available.Value);
        _available.SetLimits(0, double.MaxValue, wanted: 500_000);
        Assert.Equal(2_000_000, _available.Value);
        Assert.False(_available.Raise(Timestamp.Zero, 3_000_000));
    }

    [Fact]
    public void The_applications_limits_hold_at_once_and_what_is_known_comes_back()
    {
        _available.SetLimits(0, 400_000, double.MaxValue);
        Assert.Equal(400_000, _available.Value);
        _available.SetLimits(0, double.MaxValue, double.MaxValue);
        Assert.Equal(600_000, _available.Value);
        _available.SetLimits(1_000_000, double.MaxValue, double.MaxValue);
        Assert.Equal(1_000_000, _available.Value);
    }

    [Fact]
    public void A_cut_lowers_it_and_is_remembered_for_a_while()
    {
        _available.Cut(Timestamp.Zero, 500_000, 0.97);
        Assert.Equal(485_000, _available.Value);
        Assert.True(_available.IsMeasuredBelow(Timestamp.FromMilliseconds(9999), 500_001));
        Assert.False(_available.IsMeasuredBelow(Timestamp.FromMilliseconds(9999), 500_000));
        Assert.False(_available.IsMeasuredBelow(Timestamp.FromMilliseconds(10_000), 500_001));
        _available.Cut(Timestamp.Zero, 10_000, 0.97);
        Assert.Equal(30_000, _available.Value);
    }

    [Theory]
    [InlineData(3_000_000, 600_000)]
    [InlineData(500_000, 485_000)]
    [InlineData(200_000, 194_000)]
    public void The_first_measurement_after_an_outage_replaces_the_half_that_was_safe(double measured, double expected)
    {
        _available.HandleOutage(Timestamp.Zero);
        Assert.Equal(300_000, _available.Value);
        _available.Cut(Timestamp.Zero, measured, 0.97);
        Assert.Equal(expected, _available.Value);
        _available.Lower(Timestamp.Zero, 100_000);
        _available.Cut(Timestamp.Zero, measured, 0.97);
        Assert.Equal(100_000, _available.Value);
    }
}
