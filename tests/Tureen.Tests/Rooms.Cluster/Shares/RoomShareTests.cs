using System.Text.Json.Nodes;

namespace Tureen.Tests.Rooms.Cluster.Shares;

/// <summary>Two machines that hold parts of the same rooms.</summary>
[Collection(ClusterCollection.Name)]
public sealed class RoomShareTests(ClusterFixture cluster)
{
    private readonly string _roomId = RoomServerFixture.NewRoomId();

    [Fact]
    public async Task Peers_of_two_machines_see_each_other()
    {
        await using DemoClient alice = await cluster.First.JoinAsync(_roomId, "alice");
        await using DemoClient bob = await cluster.Second.JoinAsync(_roomId, "bob");

        JsonNode seen = Assert.Single(bob.Joined["peers"]!.AsArray())!;
        Assert.Equal("alice", seen["id"]!.GetValue<string>());
        Assert.Equal("Name of alice", seen["displayName"]!.GetValue<string>());
        Assert.Equal("bob", (await alice.Raw.WaitForAsync("newPeer"))["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Media_of_another_machine_is_offered()
    {
        await using DemoClient alice = await cluster.First.JoinAsync(_roomId, "alice");
        string early = await alice.ProduceAsync("audio", new JsonObject { ["source"] = "mic" });
        await using DemoClient bob = await cluster.Second.JoinAsync(_roomId, "bob");
        JsonObject first = await bob.Raw.WaitForAsync("newConsumer");
        string late = await alice.ProduceAsync("video");
        JsonObject second = await bob.Raw.WaitForAsync("newConsumer", 2);

        Assert.Equal((early, "alice", "mic"), (first["producerId"]!.GetValue<string>(), first["peerId"]!.GetValue<string>(), first["appData"]!["source"]!.GetValue<string>()));
        Assert.Equal(late, second["producerId"]!.GetValue<string>());
    }

    [Fact]
    public async Task Pause_resume_and_close_reach_the_other_machine()
    {
        await using DemoClient alice = await cluster.First.JoinAsync(_roomId, "alice");
        await using DemoClient bob = await cluster.Second.JoinAsync(_roomId, "bob");
        string producerId = await alice.ProduceAsync("audio");
        string consumerId = (await bob.Raw.WaitForAsync("newConsumer"))["id"]!.GetValue<string>();

        foreach ((string method, string answer) in new[] { ("pauseProducer", "consumerPaused"), ("resumeProducer", "consumerResumed"), ("closeProducer", "consumerClosed") })
        {
            await alice.ChangeStateAsync(method, new JsonObject { ["producerId"] = producerId });
            Assert.Equal(consumerId, (await bob.Raw.WaitForAsync(answer))["consumerId"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Who_leaves_leaves_on_all_machines()
    {
        DemoClient alice = await cluster.First.JoinAsync(_roomId, "alice");
        await alice.ProduceAsync("audio");
        await using DemoClient bob = await cluster.Second.JoinAsync(_roomId, "bob");
        await bob.Raw.WaitForAsync("newConsumer");

        await alice.Raw.LeaveAsync();

        Assert.Equal("alice", (await bob.Raw.WaitForAsync("peerClosed"))["peerId"]!.GetValue<string>());
        await bob.Raw.WaitForAsync("consumerClosed");
        Assert.InRange(bob.Raw.IndexOf("peerClosed"), 0, bob.Raw.IndexOf("consumerClosed"));
    }

    [Fact]
    public async Task A_new_name_is_seen_on_all_machines()
    {
        await using DemoClient alice = await cluster.First.JoinAsync(_roomId, "alice");
        await using DemoClient bob = await cluster.Second.JoinAsync(_roomId, "bob");

        await alice.Raw.RequestAsync("changeDisplayName", new JsonObject { ["displayName"] = "Alice the second" });
        JsonObject changed = await bob.Raw.WaitForAsync("peerDisplayNameChanged");

        Assert.Equal(
            """{"peerId":"alice","displayName":"Alice the second","oldDisplayName":"Name of alice"}""", changed.ToJsonString());
    }
}
