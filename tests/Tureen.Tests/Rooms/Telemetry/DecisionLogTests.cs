using Tureen.Rooms.Limits;
using Tureen.Rooms.Telemetry;

namespace Tureen.Tests.Rooms.Telemetry;

public sealed class DecisionLogTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Repetitions_are_counted_and_come_again_with_the_same_id()
    {
        var log = new DecisionLog(_time);
        log.Add(DecisionKind.JoinRefused, "a", "192.0.2.1", "no token");
        log.Add(DecisionKind.Banned, "a", "bob", "too loud");
        _time.Advance(TimeSpan.FromSeconds(5));
        log.Add(DecisionKind.JoinRefused, "a", "192.0.2.1", "no token");
        log.Add(DecisionKind.JoinRefused, "b", "192.0.2.1", "no token");

        Assert.Equal([("bob", 1), ("192.0.2.1", 2), ("192.0.2.1", 1)], log.Since(0).Select(static one => (one.Who!, one.Count)));
        Assert.Equal((1, 3, _time.GetUtcNow()), (log.Since(2)[0].Id, log.Since(2)[0].Number, log.Since(2)[0].At));
        Assert.Empty(log.Since(4));
    }

    [Fact]
    public void It_is_bounded_and_so_are_the_texts_of_clients()
    {
        var log = new DecisionLog(_time);
        for (int number = 0; number < 2 * DashboardLimits.MaxDecisions; number++)
        {
            log.Add(DecisionKind.JoinRefused, new string('r', 5_000), $"peer {number}", "a\nb\u202e" + new string('t', 5_000));
        }

        IReadOnlyList<Decision> latest = log.Since(0);
        Assert.Equal(DashboardLimits.MaxDecisions, latest.Count);
        Assert.Equal("peer 999", latest[^1].Who);
        Assert.True(latest[0].RoomId!.Length < 100 && latest[0].Text.Length < 100);
        Assert.StartsWith("a?b?", latest[0].Text, StringComparison.Ordinal);
    }
}
