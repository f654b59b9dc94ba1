using System.Runtime.Versioning;
using Tureen.Rooms.Page.Session;

namespace Tureen.Tests.Rooms.Page.Session;

[SupportedOSPlatform("browser")]
public sealed class ReconnectDelayTests
{
    [Fact]
    public void A_thousand_pages_come_back_spread_over_the_whole_wait()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        TimeSpan[] waits = [.. Enumerable.Range(0, 1000).Select(_ => new ReconnectDelay(random).Next())];

        // In no tenth of the range are more than a fifth of them.
        int[] tenths = [.. waits.GroupBy(static wait => (int)(wait / (ReconnectDelay.First / 6))).Select(static group => group.Count())];
        Assert.True(tenths.Length >= 8 && tenths.Max() < 200, $"seed {seed}: {string.Join(' ', tenths)}");
        Assert.All(waits, static wait => Assert.InRange(wait, ReconnectDelay.First / 3, ReconnectDelay.First * 5 / 3));
    }

    [Fact]
    public void Waits_grow_to_their_limit_and_begin_anew_after_a_success()
    {
        var delay = new ReconnectDelay(new Random(1));
        TimeSpan[] waits = [.. Enumerable.Range(0, 20).Select(_ => delay.Next())];
        Assert.True(waits.Max() > ReconnectDelay.Longest / 2);
        Assert.All(waits, static wait => Assert.InRange(wait, ReconnectDelay.First / 3, ReconnectDelay.Longest * 5 / 3));
        delay.Reset();
        Assert.InRange(delay.Next(), ReconnectDelay.First / 3, ReconnectDelay.First * 5 / 3);
    }
}
