using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class ForeignQueueTests
{
    [Theory]
    [InlineData(100, 100, true, true)]
    [InlineData(100, 100, false, false)]
    [InlineData(200, 100, true, false)]
    [InlineData(30, 30, true, false)]
    public void A_queue_that_stands_although_we_gave_way_is_not_ours(int first, int last, bool hasGivenWay, bool isForeign)
    {
        var queue = new ForeignQueue();
        Assert.Equal(isForeign, Raise(queue, first, last, hasGivenWay));
        Assert.Equal(isForeign ? 120 : 0, queue.Milliseconds);
    }

    [Fact]
    public void It_ends_three_seconds_after_the_queue_is_gone()
    {
        var queue = new ForeignQueue();
        Assert.True(Raise(queue, 100, 100, true));
        queue.Update(Timestamp.FromMilliseconds(3000), 10, 25);
        queue.Update(Timestamp.FromMilliseconds(6000), 10, 25);
        Assert.Equal(120, queue.Milliseconds);
        queue.Update(Timestamp.FromMilliseconds(6100), 10, 25);
        Assert.Equal(0, queue.Milliseconds);
    }

    [Fact]
    public void A_queue_of_our_own_soon_after_revokes_it_and_the_next_one_takes_longer()
    {
        var queue = new ForeignQueue();
        Assert.True(Raise(queue, 100, 100, true));
        Assert.True(queue.TryRevoke(Timestamp.FromMilliseconds(3000), 61));
        Assert.Equal(0, queue.Milliseconds);
        Assert.False(Raise(queue, 100, 100, true));
    }

    private static bool Raise(ForeignQueue queue, int first, int last, bool hasGivenWay)
    {
        for (int i = 0; i <= 20; i++)
        {
            queue.Update(Timestamp.FromMilliseconds(i * 100), first + ((last - first) * i / 20), 25);
        }

        return queue.TryRaise(Timestamp.FromMilliseconds(2000), TimeSpan.FromSeconds(2), last, hasGivenWay);
    }
}
