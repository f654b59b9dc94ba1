using System.Diagnostics;
using Tureen.Interop.Tests.Browsers;
using Tureen.Interop.Tests.Rooms;

namespace Tureen.Interop.Tests.Cluster;

/// <summary>One room over three processes, as people in browsers see it.</summary>
public sealed class ClusterTests
{
    /// <summary>How long a page may wait before it sees that a machine has died.</summary>
    private static readonly TimeSpan DeathLimit = TimeSpan.FromSeconds(20);

    /// <summary>As long as calls and joins go on without a database.</summary>
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task People_on_three_machines_see_each_other_and_the_death_of_one_ends_only_its_own_streams()
    {
        await using ClusterCall call = await ClusterCall.StartAsync(3);
        BrowserPage ann = await call.JoinAsync(call.Nodes[0], "ann");
        BrowserPage bob = await call.JoinAsync(call.Nodes[1], "bob");
        BrowserPage cyd = await call.JoinAsync(call.Nodes[2], "cyd");

        // 1. All see and hear all.
        foreach (BrowserPage page in new[] { ann, bob, cyd })
        {
            await page.WaitForMediaAsync(2);
        }

        // 2. The database is away: nobody notices, and somebody more comes in.
        await call.Database.StopAsync();
        await CallProgress.AssertMediaFlowsAsync([ann, bob, cyd], Outage);
        BrowserPage dan = await call.JoinAsync(call.Nodes[1], "dan");
        await dan.WaitForMediaAsync(3);
        await dan.LeaveAsync();
        await call.Database.BeginAsync();
        await ann.WaitForAsync("dan is gone", static report => report.Consumers.All(static one => one.PeerId != "dan"), DeathLimit);

        // 3. A machine dies. Its streams close for the others; theirs go on without a gap.
        ConsumerReport before = (await ann.ReportAsync()).Consumer("bob", "video");
        var clock = Stopwatch.StartNew();
        await call.Nodes[2].KillAsync();
        foreach (BrowserPage page in new[] { ann, bob })
        {
            await page.WaitForAsync("cyd's streams close", static report => report.Consumers.All(static one => one.PeerId != "cyd"), DeathLimit);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"The death of a machine was seen after {clock.ElapsedMilliseconds} ms.");
        await CallProgress.AssertMediaFlowsAsync([ann, bob], TimeSpan.FromSeconds(5));
        ConsumerReport after = (await ann.ReportAsync()).Consumer("bob", "video");
        Assert.Equal(before.Id, after.Id);
        TestContext.Current.TestOutputHelper?.WriteLine($"Freezes: {after.FreezeCount - before.FreezeCount}.");

        // 4. Whoever was there comes back by another machine, with the same id.
        await cyd.JoinAsync(call.Nodes[0].RoomUrl(ClusterCall.RoomId, "cyd"));
        foreach (BrowserPage page in new[] { ann, bob, cyd })
        {
            await page.WaitForMediaAsync(2);
        }
    }
}
