using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class DelayVerdictTests
{
    /// <summary>Queues in milliseconds, one report each 100 ms, and the report that is the first to show congestion; −1 for none.</summary>
    [Theory]
    [InlineData("0 10 30 50 70", false, 3)]
    [InlineData("0 80 60 40 20 0", false, -1)]
    [InlineData("0 40 0 40 0 40", false, -1)]
    [InlineData("0 0 125", false, 2)]
    [InlineData("30 28 27 29", false, 1)]
    [InlineData("24 24 24 24", false, -1)]
    [InlineData("30 50 55", true, -1)]
    [InlineData("30 55 70", true, 2)]
    [InlineData("0 125", true, 1)]
    public void A_queue_that_does_not_drain_is_congestion(string queues, bool isProbing, int expected)
    {
        var verdict = new DelayVerdict();
        int first = -1;
        int report = 0;
        foreach (string queue in queues.Split(' '))
        {
            bool isCongested = verdict.Decide(Timestamp.FromMilliseconds(report * 100), int.Parse(queue), 25, isProbing);
            first = first < 0 && isCongested ? report : first;
            report++;
        }

        Assert.Equal(expected, first);
    }
}
