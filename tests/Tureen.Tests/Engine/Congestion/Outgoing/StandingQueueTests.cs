using Tureen.Engine.Congestion.Outgoing;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class StandingQueueTests
{
    private const long Base = 1_000_000;

    /// <summary>Groups are <c>arrival@queue</c> in milliseconds.</summary>
    [Theory]
    [InlineData("0@30 20@90 40@50", 30)]
    [InlineData("0@0 100@90 110@60 121@70", 60)]
    [InlineData("0@0 100@90 110@60 120@70", 0)]
    [InlineData("0@5 1000@90 2000@80", 5)]
    [InlineData("0@-3 10@-1", 0)]
    public void It_is_the_least_of_120_ms_and_of_three_groups(string groups, double expected)
    {
        var queue = new StandingQueue();
        foreach (string group in groups.Split(' '))
        {
            string[] parts = group.Split('@');
            Add(queue, int.Parse(parts[0]), int.Parse(parts[1]));
        }

        Assert.Equal(expected, queue.Milliseconds);
    }

    [Theory]
    [InlineData(0, 0, 25)]
    [InlineData(20, 0, 50)]
    [InlineData(100, 0, 80)]
    [InlineData(0, 48, 48)]
    [InlineData(0, 300, 80)]
    public void The_threshold_follows_the_jitter_and_is_not_below_the_least(int jitter, double least, double threshold)
    {
        var queue = new StandingQueue();
        for (int i = 0; i < 2000; i++)
        {
            Add(queue, i * 10, i % 10 == 0 ? 0 : jitter);
        }

        Assert.InRange(queue.GetThreshold(least), threshold * 0.9, threshold * 1.1);
    }

    private static void Add(StandingQueue queue, int arrival, int delay) =>
        queue.Add(new GroupDelay(arrival * 1000, Base + (delay * 1000), 1000), Base);
}
