using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Tureen.Rooms.Cluster;

namespace Tureen.Tests.Rooms.Cluster.Hosting;

public sealed class TureenClusterExtensionsTests
{
    [Fact]
    public void A_certificate_needs_its_authority()
    {
        using var certificates = new NodeCertificates();
        using X509Certificate2 certificate = certificates.Issue("first");

        var options = new TureenClusterOptions { Certificate = certificate };

        Assert.Throws<ArgumentException>(() => WebApplication.CreateSlimBuilder().AddTureenCluster(options));
    }

    [Fact]
    public async Task A_machine_that_ends_takes_only_its_own_people_along_and_rooms_go_on()
    {
        var membership = new SharedMembership();
        await using ClusterNode second = await ClusterNode.StartAsync(membership);
        ClusterNode first = await ClusterNode.StartAsync(membership);

        // The room's grain is where the room begins.
        await using DemoClient alice = await first.JoinAsync("grown", "alice");
        await alice.ProduceAsync("audio");
        await using DemoClient bob = await second.JoinAsync("grown", "bob");
        await bob.Raw.WaitForAsync("newConsumer");

        await first.DisposeAsync();

        Assert.Equal("alice", (await bob.Raw.WaitForAsync("peerClosed"))["peerId"]!.GetValue<string>());
        await bob.Raw.WaitForAsync("consumerClosed");
        await using ClusterNode third = await ClusterNode.StartAsync(membership);
        await using DemoClient again = await third.JoinAsync("grown", "alice");
        await ClusterNode.SeesAsync(again, "bob");
        Assert.True(bob.Raw.IsOpen);
    }

    [Fact]
    public async Task Rooms_open_and_people_join_while_the_database_is_away()
    {
        var membership = new SharedMembership();
        await using ClusterNode first = await ClusterNode.StartAsync(membership);
        await using ClusterNode second = await ClusterNode.StartAsync(membership);
        await using DemoClient alice = await first.JoinAsync("old", "alice");

        membership.IsAway = true;
        await using DemoClient bob = await second.JoinAsync("old", "bob");
        await using DemoClient cyd = await second.JoinAsync("new", "cyd");
        await using DemoClient dan = await first.JoinAsync("new", "dan");
        await ClusterNode.SeesAsync(bob, "alice");
        await ClusterNode.SeesAsync(dan, "cyd");
        membership.IsAway = false;
    }
}
