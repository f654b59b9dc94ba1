using Tureen.Server.Load.Measures;

namespace Tureen.Tests.Server.Load.Measures;

public sealed class FreezeMeterTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(40);

    private readonly FreezeMeter _meter = new();
    private TimeSpan _now = TimeSpan.FromSeconds(100);

    [Fact]
    public void A_steady_picture_does_not_freeze()
    {
        Show(100);

        Assert.Equal((100, 0), (_meter.Frames, _meter.Freezes));
        Assert.Equal(Interval * 99, _meter.Watched);
    }

    [Theory]
    [InlineData(189, 0)]
    [InlineData(191, 1)]
    public void The_limit_is_150_ms_more_than_usual(int gap, int freezes)
    {
        Show(50);
        ShowAfter(TimeSpan.FromMilliseconds(gap));

        Assert.Equal(freezes, _meter.Freezes);
        Assert.Equal(freezes * gap, _meter.Frozen.TotalMilliseconds);
    }

    [Fact]
    public void Of_a_slow_picture_it_is_three_times_as_usual()
    {
        for (int i = 0; i < 50; i++)
        {
            ShowAfter(TimeSpan.FromMilliseconds(200));
        }

        ShowAfter(TimeSpan.FromMilliseconds(590));
        Assert.Equal(0, _meter.Freezes);
        ShowAfter(TimeSpan.FromMilliseconds(700));
        Assert.Equal(1, _meter.Freezes);
    }

    [Fact]
    public void Only_the_last_thirty_say_what_is_usual()
    {
        for (int i = 0; i < 50; i++)
        {
            ShowAfter(TimeSpan.FromMilliseconds(500));
        }

        Show(31);
        ShowAfter(TimeSpan.FromMilliseconds(200));

        Assert.Equal(1, _meter.Freezes);
    }

    [Fact]
    public void A_picture_that_stands_still_at_the_end_is_frozen()
    {
        Show(50);
        _meter.Finish(_now + TimeSpan.FromSeconds(2));
        _meter.Finish(_now + TimeSpan.FromSeconds(2));

        Assert.Equal(1, _meter.Freezes);
        Assert.Equal(TimeSpan.FromSeconds(2), _meter.Frozen);
    }

    [Fact]
    public void Without_a_picture_nothing_freezes()
    {
        _meter.Finish(_now);

        Assert.Equal((0, 0), (_meter.Frames, _meter.Freezes));
    }

    private void Show(int frames)
    {
        for (int i = 0; i < frames; i++)
        {
            ShowAfter(Interval);
        }
    }

    private void ShowAfter(TimeSpan gap)
    {
        _now += gap;
        _meter.Show(_now);
    }
}
