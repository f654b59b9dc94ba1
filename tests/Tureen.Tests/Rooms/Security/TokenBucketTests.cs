using Tureen.Rooms.Security;

namespace Tureen.Tests.Rooms.Security;

public sealed class TokenBucketTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void A_burst_costs_nothing_and_then_each_amount_costs_its_time()
    {
        var bucket = new TokenBucket(_time, perSecond: 10, burst: 5);

        Assert.All(Enumerable.Range(0, 5), _ => Assert.Equal(TimeSpan.Zero, bucket.Take(1)));
        Assert.Equal(TimeSpan.FromMilliseconds(100), bucket.Take(1));
        Assert.Equal(TimeSpan.FromMilliseconds(300), bucket.Take(2));
        _time.Advance(TimeSpan.FromMilliseconds(300));
        Assert.Equal(TimeSpan.Zero, bucket.Take(0));
    }

    [Fact]
    public void It_holds_no_more_than_the_burst()
    {
        var bucket = new TokenBucket(_time, perSecond: 10, burst: 2);

        _time.Advance(TimeSpan.FromDays(1));

        Assert.True(bucket.TryTake(2));
        Assert.False(bucket.TryTake(1));
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.True(bucket.TryTake(1));
    }
}
