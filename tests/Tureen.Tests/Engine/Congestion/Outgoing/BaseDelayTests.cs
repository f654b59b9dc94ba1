using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class BaseDelayTests
{
    [Fact]
    public void The_least_of_half_a_minute_counts()
    {
        var delay = new BaseDelay();
        delay.Add(Timestamp.FromMilliseconds(1000), 500);
        for (int second = 2; second < 30; second++)
        {
            delay.Add(Timestamp.FromMilliseconds(second * 1000), 700);
        }

        Assert.Equal(500, delay.Value);
        delay.Add(Timestamp.FromMilliseconds(34_000), 700);
        Assert.Equal(700, delay.Value);
    }

    [Fact]
    public void Skewed_clocks_move_it_by_what_half_a_minute_brings()
    {
        var delay = new BaseDelay();
        long worst = 0;
        for (int i = 0; i < 12_000; i++)
        {
            long skewed = 1_000_000 + (i * 10_000L * 500 / 1_000_000);
            delay.Add(Timestamp.FromMilliseconds(i * 10), skewed);
            worst = Math.Max(worst, skewed - delay.Value);
        }

        Assert.InRange(worst, 12_000, 15_000);
    }

    [Fact]
    public void A_longer_path_moves_it_and_a_shorter_one_takes_it_back()
    {
        var delay = new BaseDelay();
        delay.Add(Timestamp.Zero, 500);
        delay.Shift(40);
        delay.Add(Timestamp.FromMilliseconds(10), 545);
        Assert.Equal(540, delay.Value);
        delay.Add(Timestamp.FromMilliseconds(20), 510);
        Assert.Equal(510, delay.Value);
    }
}
