using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Tests.Rooms.Rooms;

/// <summary>Peers come and go.</summary>
[Collection(RoomServerCollection.Name)]
public sealed class PeerLifeTests(RoomServerFixture server)
{
    private readonly string _roomId = RoomServerFixture.NewRoomId();

    [Fact]
    public async Task Peers_hear_of_each_other()
    {
        await using DemoClient alice = await DemoClient.JoinAsync(server, _roomId, "alice");
        await using DemoClient bob = await DemoClient.JoinAsync(server, _roomId, "bob");

        JsonObject newPeer = await alice.Raw.WaitForAsync("newPeer");

        Assert.Equal("bob", newPeer["id"]!.GetValue<string>());
        Assert.Equal("Name of bob", newPeer["displayName"]!.GetValue<string>());
        Assert.Equal("chrome", newPeer["device"]!["flag"]!.GetValue<string>());
        Assert.Empty(alice.Joined["peers"]!.AsArray());
        Assert.Equal("alice", Assert.Single(bob.Joined["peers"]!.AsArray())!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_same_id_with_the_token_of_the_old_peer_takes_its_place_even_of_the_only_one()
    {
        await using DemoClient old = await DemoClient.JoinAsync(server, _roomId, "alice");
        string token = old.Joined["reconnectToken"]!.GetValue<string>();

        await using DemoClient replacement = await DemoClient.JoinAsync(
            server, _roomId, "alice", query: "&reconnectToken=" + token);
        await old.Raw.WaitForCloseAsync();

        Assert.Equal((WebSocketCloseStatus)4000, old.Raw.CloseStatus);
        Assert.Equal("closed by protoo-server", old.Raw.CloseDescription);
        await replacement.ProduceAsync("audio");
        await using DemoClient bob = await DemoClient.JoinAsync(server, _roomId, "bob");
        Assert.Equal("alice", (await bob.Raw.WaitForAsync("newConsumer"))["peerId"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_unjoined_peer_leaves_silently()
    {
        await using DemoClient alice = await DemoClient.JoinAsync(server, _roomId, "alice");
        RawProtooClient shy = await server.ConnectAsync(_roomId, "shy");
        await shy.LeaveAsync();
        DemoClient bob = await DemoClient.JoinAsync(server, _roomId, "bob");
        await bob.Raw.LeaveAsync();

        JsonObject closed = await alice.Raw.WaitForAsync("peerClosed");

        Assert.Equal("bob", closed["peerId"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_change_of_the_name_reaches_the_others(bool isModern)
    {
        await using DemoClient alice = await DemoClient.JoinAsync(server, _roomId, "alice", isModern ? Dialect.Modern : Dialect.Classic);
        await using DemoClient bob = await DemoClient.JoinAsync(server, _roomId, "bob");

        await alice.ChangeStateAsync("changeDisplayName", new JsonObject { ["displayName"] = "Ally" });
        JsonObject changed = await bob.Raw.WaitForAsync("peerDisplayNameChanged");

        Assert.Equal("alice", changed["peerId"]!.GetValue<string>());
        Assert.Equal("Ally", changed["displayName"]!.GetValue<string>());
        Assert.Equal("Name of alice", changed["oldDisplayName"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_transport_answers_with_what_the_client_needs()
    {
        await using RawProtooClient client = await server.ConnectAsync(_roomId, "alice");

        JsonNode transport = await client.RequestAsync("createWebRtcTransport", new JsonObject
        {
            ["producing"] = true,
            ["sctpCapabilities"] = new JsonObject { ["numStreams"] = new JsonObject { ["OS"] = 1024, ["MIS"] = 1024 } },
        });
        JsonNode credentials = await client.RequestAsync(
            "restartIce", new JsonObject { ["transportId"] = transport["id"]!.GetValue<string>() });
        JsonNode stats = await client.RequestAsync(
            "getTransportStats", new JsonObject { ["transportId"] = transport["id"]!.GetValue<string>() });

        Assert.True(transport["iceParameters"]!["iceLite"]!.GetValue<bool>());
        JsonNode candidate = transport["iceCandidates"]![0]!;
        Assert.Equal("127.0.0.1", candidate["ip"]!.GetValue<string>());
        Assert.Equal("127.0.0.1", candidate["address"]!.GetValue<string>());
        Assert.Equal("auto", transport["dtlsParameters"]!["role"]!.GetValue<string>());
        Assert.Equal(5, transport["dtlsParameters"]!["fingerprints"]!.AsArray().Count);
        Assert.Equal(5000, transport["sctpParameters"]!["port"]!.GetValue<int>());
        Assert.Equal(262_144, transport["sctpParameters"]!["maxMessageSize"]!.GetValue<int>());
        Assert.NotEqual(
            transport["iceParameters"]!["usernameFragment"]!.GetValue<string>(), credentials["usernameFragment"]!.GetValue<string>());
        Assert.Equal("webrtc-transport", stats[0]!["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task Transports_have_a_limit()
    {
        await using RawProtooClient client = await server.ConnectAsync(_roomId, "alice");
        IEnumerable<Task<JsonNode>> requests =
            Enumerable.Range(0, 40).Select(_ => client.RequestAsync("createWebRtcTransport", new JsonObject()));

        ProtooException error = await Assert.ThrowsAsync<ProtooException>(() => Task.WhenAll(requests));

        Assert.Contains("too many", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twenty_quick_joins_and_leaves_leave_nothing_behind()
    {
        for (int round = 0; round < 20; round++)
        {
            DemoClient alice = await DemoClient.JoinAsync(server, _roomId, "alice" + round);
            await alice.ProduceAsync("audio");
            await alice.Raw.LeaveAsync();
        }

        while (server.Server.Rooms.Snapshot().Any(room => room.Id == _roomId))
        {
            await Task.Yield();
        }

        await using DemoClient last = await DemoClient.JoinAsync(server, _roomId, "last");
        Assert.Empty(last.Joined["peers"]!.AsArray());
    }

    [Fact]
    public async Task Peers_that_open_a_room_at_once_get_the_same()
    {
        DemoClient[] peers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(index => DemoClient.JoinAsync(server, _roomId, "peer" + index)));

        Assert.Equal(Enumerable.Range(0, 8), peers.Select(peer => peer.Joined["peers"]!.AsArray().Count).Order());
        foreach (DemoClient peer in peers)
        {
            await peer.DisposeAsync();
        }
    }
}
