using Tureen.Engine.Transports.Media;

namespace Tureen.Tests.Engine.Transports.Media;

public sealed class OutgoingBitrateLimitsTests
{
    private readonly OutgoingBitrateLimits _limits = new();

    [Fact]
    public void There_is_no_limit_at_first_and_none_after_zero()
    {
        Assert.Equal((0, 0), (_limits.Minimum, _limits.Maximum));
        _limits.SetMinimum(100_000);
        _limits.SetMaximum(200_000);
        Assert.Equal((100_000, 200_000), (_limits.Minimum, _limits.Maximum));
        _limits.SetMaximum(0);
        _limits.SetMinimum(0);
        Assert.Equal((0, 0), (_limits.Minimum, _limits.Maximum));
    }

    [Theory]
    [InlineData(29_999)]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_limit_below_the_lowest_is_refused(long bitsPerSecond)
    {
        Assert.Throws<MediasoupTypeException>(() => _limits.SetMinimum(bitsPerSecond));
        Assert.Throws<MediasoupTypeException>(() => _limits.SetMaximum(bitsPerSecond));
        Assert.Equal((0, 0), (_limits.Minimum, _limits.Maximum));
    }

    [Fact]
    public void The_limits_may_meet_but_not_cross()
    {
        _limits.SetMaximum(100_000);
        Assert.Throws<MediasoupTypeException>(() => _limits.SetMinimum(100_001));
        _limits.SetMinimum(100_000);
        Assert.Throws<MediasoupTypeException>(() => _limits.SetMaximum(99_999));
        Assert.Equal((100_000, 100_000), (_limits.Minimum, _limits.Maximum));
    }
}
