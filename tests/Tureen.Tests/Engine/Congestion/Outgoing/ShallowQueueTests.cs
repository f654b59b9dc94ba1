using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class ShallowQueueTests
{
    private readonly ShallowQueue _queue = new();

    [Fact]
    public void Loss_without_a_queue_for_two_seconds_is_tested_by_small_bursts()
    {
        Update(from: 0, to: 19, loss: 0.08);
        Assert.False(IsMarked(19));
        Update(from: 20, to: 20, loss: 0.08);
        Assert.True(IsMarked(20));
    }

    [Fact]
    public void Small_bursts_stay_for_a_minute_when_the_loss_goes_away_and_longer_the_next_time()
    {
        Update(from: 0, to: 20, loss: 0.08);
        Update(from: 21, to: 60, loss: 0.01);
        Assert.True(IsMarked(659));
        Assert.False(IsMarked(661));

        Update(from: 700, to: 720, loss: 0.08);
        Update(from: 721, to: 760, loss: 0.01);
        Assert.True(IsMarked(1959));
        Assert.False(IsMarked(1961));
    }

    [Fact]
    public void Loss_that_stays_has_another_cause_and_is_left_alone_for_a_minute()
    {
        Update(from: 0, to: 20, loss: 0.08);
        Update(from: 21, to: 60, loss: 0.07);
        Assert.False(IsMarked(60));

        Update(from: 61, to: 659, loss: 0.08);
        Assert.False(IsMarked(659));
        Update(from: 660, to: 680, loss: 0.08);
        Assert.True(IsMarked(680));
    }

    [Fact]
    public void A_little_loss_or_a_queue_that_waits_is_no_reason()
    {
        Update(from: 0, to: 100, loss: 0.03);
        Assert.False(IsMarked(100));
        Update(from: 101, to: 200, loss: 0.2, wait: 50);
        Assert.False(IsMarked(200));
    }

    private void Update(int from, int to, double loss, double wait = 10)
    {
        for (int tenth = from; tenth <= to; tenth++)
        {
            _queue.Update(Timestamp.FromMilliseconds(100 * tenth), loss, wait);
        }
    }

    private bool IsMarked(int tenth) => _queue.IsMarked(Timestamp.FromMilliseconds(100 * tenth));
}
