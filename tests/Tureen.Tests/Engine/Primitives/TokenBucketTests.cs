using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Primitives;

public sealed class TokenBucketTests
{
    [Fact]
    public void A_burst_passes_and_then_the_steady_rate()
    {
        var bucket = new TokenBucket(burst: 4, ratePerSecond: 2);
        Timestamp now = Timestamp.FromMilliseconds(1_000);

        Assert.Equal(4, Take(ref bucket, now, 10));
        Assert.Equal(0, Take(ref bucket, now + TimeSpan.FromMilliseconds(499), 10));
        Assert.Equal(1, Take(ref bucket, now + TimeSpan.FromMilliseconds(500), 10));
        Assert.Equal(4, Take(ref bucket, now + TimeSpan.FromHours(1), 10));
    }

    [Fact]
    public void A_clock_that_steps_back_refills_nothing()
    {
        var bucket = new TokenBucket(burst: 1, ratePerSecond: 1);
        Timestamp now = Timestamp.FromMilliseconds(10_000);

        Assert.Equal(1, Take(ref bucket, now, 2));
        Assert.Equal(0, Take(ref bucket, now - TimeSpan.FromSeconds(5), 2));
        Assert.Equal(1, Take(ref bucket, now + TimeSpan.FromSeconds(1), 2));
    }

    private static int Take(ref TokenBucket bucket, Timestamp now, int tries)
    {
        int taken = 0;
        for (int i = 0; i < tries; i++)
        {
            taken += bucket.TryTake(now) ? 1 : 0;
        }

        return taken;
    }
}
