using System.Net;
using System.Text.Json.Nodes;
using Tureen.Rooms;

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

        JsonNode seen = await ClusterNode.SeesAsync(bob, "alice");
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

        // The end of the track comes by the pipe, that of the peer by the room: either may be first.
        Assert.Equal("alice", (await bob.Raw.WaitForAsync("peerClosed"))["peerId"]!.GetValue<string>());
        await bob.Raw.WaitForAsync("consumerClosed");
    }

    [Fact]
    public async Task A_new_name_is_seen_on_all_machines()
    {
        await using DemoClient alice = await cluster.First.JoinAsync(_roomId, "alice");
        await using DemoClient bob = await cluster.Second.JoinAsync(_roomId, "bob");

        await ClusterNode.SeesAsync(bob, "alice");
        await alice.Raw.RequestAsync("changeDisplayName", new JsonObject { ["displayName"] = "Alice the second" });
        JsonObject changed = await bob.Raw.WaitForAsync("peerDisplayNameChanged");

        Assert.Equal(
            """{"peerId":"alice","displayName":"Alice the second","oldDisplayName":"Name of alice"}""", changed.ToJsonString());
    }

    [Fact]
    public async Task Of_two_machines_that_admit_the_same_id_at_once_one_wins()
    {
        Task<RawProtooClient>[] attempts = [cluster.First.ConnectAsync(_roomId, "alice"), cluster.Second.ConnectAsync(_roomId, "alice")];
        await Task.WhenAll(attempts).ContinueWith(static _ => { }, TaskScheduler.Default);

        Task<RawProtooClient> winner = Assert.Single(attempts, static attempt => attempt.IsCompletedSuccessfully);
        await using RawProtooClient client = await winner;
        ClusterNode loser = winner == attempts[0] ? cluster.Second : cluster.First;
        (HttpStatusCode status, string reason) = await UpgradeRequest.SendAsync(loser.Server.Address, $"/?roomId={_roomId}&peerId=alice");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("another connection has this peerId", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_comes_back_by_another_machine_with_its_secret_alone()
    {
        await using DemoClient bob = await cluster.First.JoinAsync(_roomId, "bob");
        await using DemoClient alice = await cluster.First.JoinAsync(_roomId, "alice");
        string secret = alice.Joined["reconnectToken"]!.GetValue<string>();
        (HttpStatusCode status, _) = await UpgradeRequest.SendAsync(cluster.Second.Server.Address, $"/?roomId={_roomId}&peerId=alice&reconnectToken=wrong");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.True(alice.Raw.IsOpen);

        await using DemoClient again = await cluster.Second.JoinAsync(_roomId, "alice", $"&reconnectToken={secret}");

        await ClusterNode.SeesAsync(again, "bob");
        await bob.Raw.WaitForAsync("newPeer", 2);
        string producerId = await again.ProduceAsync("audio");
        Assert.Equal(producerId, (await bob.Raw.WaitForAsync("newConsumer"))["producerId"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_lock_and_a_ban_hold_on_all_machines()
    {
        await using DemoClient alice = await cluster.First.JoinAsync(_roomId, "alice");
        await using DemoClient bob = await cluster.Second.JoinAsync(_roomId, "bob");
        var control = cluster.First.Server.Get<RoomControl>();
        await ClusterNode.SeesAsync(alice, "bob");

        await control.RemoveParticipantAsync(_roomId, "bob", "too loud", ban: true);
        JsonObject removed = await bob.Raw.WaitForAsync("removed");
        Assert.Equal("too loud", removed["reason"]!.GetValue<string>());
        await alice.Raw.WaitForAsync("peerClosed");

        // The second machine has the room no more; it learns of the ban from the first one.
        Assert.Equal(HttpStatusCode.Forbidden, await RefusalAsync("bob"));
        await control.UpdateRoomAsync(_roomId, new RoomChange { IsLocked = true });
        Assert.Equal(HttpStatusCode.Locked, await RefusalAsync("cyd"));
    }

    [Fact]
    public async Task A_host_mutes_and_writes_to_people_of_another_machine()
    {
        await using DemoClient alice = await cluster.First.JoinAsync(_roomId, "alice");
        await using DemoClient bob = await cluster.Second.JoinAsync(_roomId, "bob");
        string track = await bob.ProduceAsync("audio");
        await alice.Raw.WaitForAsync("newConsumer");
        var control = cluster.First.Server.Get<RoomControl>();

        await control.MuteTrackAsync(_roomId, "bob", track);
        Assert.Equal(track, (await bob.Raw.WaitForAsync("trackMuted"))["producerId"]!.GetValue<string>());
        await alice.Raw.WaitForAsync("consumerPaused");
        await control.SendAsync(_roomId, new RoomMessage { Topic = "greeting", Participants = ["bob"] });
        Assert.Equal("greeting", (await bob.Raw.WaitForAsync("roomMessage"))["topic"]!.GetValue<string>());
        Assert.Empty(alice.Raw.Received("roomMessage"));
        await control.CloseRoomAsync(_roomId, "that is all");
        Assert.Equal("that is all", (await bob.Raw.WaitForAsync("removed"))["reason"]!.GetValue<string>());
    }

    /// <summary>How somebody is refused by the second machine, which may learn of a change a moment later than the first.</summary>
    private async Task<HttpStatusCode> RefusalAsync(string peerId)
    {
        for (int attempt = 0; attempt < 200; attempt++)
        {
            (HttpStatusCode status, _) = await UpgradeRequest.SendAsync(cluster.Second.Server.Address, $"/?roomId={_roomId}&peerId={peerId}");

            // The attempt before may still be on its way out.
            if (status is not (HttpStatusCode.SwitchingProtocols or HttpStatusCode.Conflict))
            {
                return status;
            }
        }

        throw new InvalidOperationException($"{peerId} is never refused.");
    }
}
