using System.Net;
using Tureen.Rooms.Cluster.Hosting;

namespace Tureen.Tests.Rooms.Cluster.Hosting;

public sealed class NodeDrainTests
{
    [Fact]
    public async Task People_leave_a_machine_that_ends_and_nobody_comes_in()
    {
        var membership = new SharedMembership();
        await using ClusterNode first = await ClusterNode.StartAsync(membership);
        await using ClusterNode second = await ClusterNode.StartAsync(membership);
        await using DemoClient cyd = await second.JoinAsync("drained", "cyd");
        await using DemoClient alice = await first.JoinAsync("drained", "alice");
        await using DemoClient bob = await first.JoinAsync("drained", "bob");
        await cyd.Raw.WaitForAsync("newPeer", 2);

        await first.Server.Get<NodeDrain>().DrainAsync(TimeSpan.FromMilliseconds(20));

        await cyd.Raw.WaitForAsync("peerClosed", 2);
        Assert.Equal(
            HttpStatusCode.ServiceUnavailable, (await UpgradeRequest.SendAsync(first.Server.Address, "/?roomId=drained&peerId=dan")).Status);
        await using DemoClient again = await second.JoinAsync("drained", "alice");
        await ClusterNode.SeesAsync(again, "cyd");
    }

    [Fact]
    public async Task The_only_machine_ends_at_once()
    {
        await using ClusterNode node = await ClusterNode.StartAsync(new SharedMembership());
        await using DemoClient alice = await node.JoinAsync("alone", "alice");

        await node.Server.Get<NodeDrain>().DrainAsync(TimeSpan.FromDays(1));

        Assert.True(alice.Raw.IsOpen);
    }
}
