using System.Net;
using System.Text.Json.Nodes;

namespace Tureen.Tests.Rooms.Broadcasts;

/// <summary>What broadcasters do, and what the peers see of it.</summary>
[Collection(RoomServerCollection.Name)]
public sealed class BroadcasterTests(RoomServerFixture server) : IDisposable
{
    private readonly BroadcastClient _client = new(server.Address, RoomServerFixture.NewRoomId());

    [Fact]
    public async Task The_capabilities_of_a_room_are_given_without_opening_it()
    {
        (HttpStatusCode missing, JsonNode refusal) = await _client.SendAsync(HttpMethod.Get, "");
        Assert.Equal(HttpStatusCode.NotFound, missing);
        Assert.Contains(_client.RoomId, refusal["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Null(server.Server.Rooms.Find(_client.RoomId));

        await _client.AddAsync("studio");
        (HttpStatusCode status, JsonNode answer) = await _client.SendAsync(HttpMethod.Get, "");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(answer["codecs"]!.AsArray(), static codec => codec!["mimeType"]!.GetValue<string>() == "video/VP8");
        Assert.NotNull(answer["routerRtpCapabilities"]);
    }

    [Fact]
    public async Task Peers_see_a_broadcaster_come_send_and_go()
    {
        await using DemoClient alice = await DemoClient.JoinAsync(server, _client.RoomId, "alice");

        JsonNode added = await _client.AddAsync("studio");
        string transport = await _client.PlainAsync("studio");
        JsonNode producer = await _client.PostAsync(
            transport + "/producers", new JsonObject { ["kind"] = "audio", ["rtpParameters"] = DemoClient.AudioParameters() });
        JsonObject newPeer = await alice.Raw.WaitForAsync("newPeer");
        JsonObject consumer = await alice.Raw.WaitForAsync("newConsumer");
        (HttpStatusCode deleted, _) = await _client.SendAsync(HttpMethod.Delete, "/broadcasters/studio");
        JsonObject closed = await alice.Raw.WaitForAsync("peerClosed");
        await alice.Raw.WaitForAsync("consumerClosed");

        Assert.Empty(added["peers"]!.AsArray());
        Assert.Equal("studio", newPeer["id"]!.GetValue<string>());
        Assert.Equal("Name of studio", newPeer["displayName"]!.GetValue<string>());
        Assert.Equal("broadcaster", newPeer["device"]!["flag"]!.GetValue<string>());
        Assert.Equal("studio", consumer["peerId"]!.GetValue<string>());
        Assert.Equal(producer["id"]!.GetValue<string>(), consumer["producerId"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, deleted);
        Assert.Equal("studio", closed["peerId"]!.GetValue<string>());
        Assert.True(alice.Raw.IndexOf("peerClosed") < alice.Raw.IndexOf("consumerClosed"));
    }

    [Fact]
    public async Task Who_joins_later_sees_it_and_what_it_sends()
    {
        await _client.AddAsync("studio");
        string transport = await _client.PlainAsync("studio");
        await _client.PostAsync(
            transport + "/producers", new JsonObject { ["kind"] = "video", ["rtpParameters"] = DemoClient.VideoParameters() });

        await using DemoClient bob = await DemoClient.JoinAsync(server, _client.RoomId, "bob");
        JsonObject consumer = await bob.Raw.WaitForAsync("newConsumer");

        Assert.Equal("studio", Assert.Single(bob.Joined["peers"]!.AsArray())!["id"]!.GetValue<string>());
        Assert.Equal("video", consumer["kind"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_recorder_learns_of_the_producers_and_consumes_them()
    {
        await using DemoClient alice = await DemoClient.JoinAsync(server, _client.RoomId, "alice");
        string producerId = await alice.ProduceAsync("video");
        (_, JsonNode capabilities) = await _client.SendAsync(HttpMethod.Get, "");

        JsonNode added = await _client.AddAsync("recorder", capabilities);
        string transport = await _client.TransportAsync(
            "recorder", new JsonObject { ["type"] = "plain", ["comedia"] = false, ["rtcpMux"] = true });
        await _client.PostAsync(transport + "/connect", new JsonObject { ["ip"] = "127.0.0.1", ["port"] = 9 });
        JsonNode consumer = await _client.PostAsync(
            $"{transport}/consume?producerId={producerId}", new JsonObject { ["paused"] = true });
        await _client.PostAsync($"/broadcasters/recorder/consumers/{consumer["id"]!.GetValue<string>()}/resume");

        JsonNode peer = Assert.Single(added["peers"]!.AsArray())!;
        Assert.Equal("alice", peer["id"]!.GetValue<string>());
        JsonNode shown = Assert.Single(peer["producers"]!.AsArray())!;
        Assert.Equal(producerId, shown["id"]!.GetValue<string>());
        Assert.Equal("video", shown["kind"]!.GetValue<string>());
        Assert.Equal(producerId, consumer["producerId"]!.GetValue<string>());
        Assert.Equal("video", consumer["kind"]!.GetValue<string>());
        Assert.Equal("simple", consumer["type"]!.GetValue<string>());
        Assert.Equal("video/VP8", consumer["rtpParameters"]!["codecs"]![0]!["mimeType"]!.GetValue<string>());
    }

    [Fact]
    public async Task Messages_go_both_ways()
    {
        await using DemoClient alice = await DemoClient.JoinAsync(server, _client.RoomId, "alice");
        (_, JsonNode capabilities) = await _client.SendAsync(HttpMethod.Get, "");
        await _client.AddAsync("bot", capabilities);
        string transport = await _client.TransportAsync("bot", new JsonObject
        {
            ["type"] = "webrtc",
            ["sctpCapabilities"] = new JsonObject { ["numStreams"] = new JsonObject { ["OS"] = 16, ["MIS"] = 16 } },
        });

        JsonNode produced = await _client.PostAsync(transport + "/produce/data", new JsonObject
        {
            ["label"] = "news",
            ["protocol"] = "text",
            ["sctpStreamParameters"] = new JsonObject { ["streamId"] = 1, ["ordered"] = true },
        });
        JsonNode consumed = await _client.PostAsync(
            transport + "/consume/data", new JsonObject { ["dataProducerId"] = produced["id"]!.GetValue<string>() });

        Assert.NotEmpty(consumed["id"]!.GetValue<string>());
        Assert.Equal(0, consumed["streamId"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_transport_describes_where_it_listens_and_its_key()
    {
        await _client.AddAsync("studio");

        JsonNode two = await _client.PostAsync("/broadcasters/studio/transports", new JsonObject { ["type"] = "plain" });
        JsonNode one = await _client.PostAsync("/broadcasters/studio/transports", new JsonObject
        {
            ["type"] = "plain",
            ["rtcpMux"] = true,
            ["enableSrtp"] = true,
        });
        JsonNode webRtc = await _client.PostAsync("/broadcasters/studio/transports", new JsonObject { ["type"] = "webrtc" });

        Assert.Equal("127.0.0.1", two["ip"]!.GetValue<string>());
        Assert.NotEqual(two["port"]!.GetValue<int>(), two["rtcpPort"]!.GetValue<int>());
        Assert.Null(two["srtpParameters"]);
        Assert.Null(one["rtcpPort"]);
        Assert.Equal("AES_CM_128_HMAC_SHA1_80", one["srtpParameters"]!["cryptoSuite"]!.GetValue<string>());
        Assert.NotNull(webRtc["iceParameters"]);
        Assert.NotNull(webRtc["dtlsParameters"]);
        Assert.Null(webRtc["sctpParameters"]);
    }

    [Fact]
    public async Task A_room_lives_as_long_as_its_broadcasters_until_its_first_peer_has_left()
    {
        await _client.AddAsync("studio");
        DemoClient alice = await DemoClient.JoinAsync(server, _client.RoomId, "alice");

        await alice.Raw.LeaveAsync();
        await alice.DisposeAsync();
        while (server.Server.Rooms.Find(_client.RoomId) is not null)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        Assert.Equal(HttpStatusCode.NotFound, await _client.RefusedAsync("/broadcasters/studio/transports", """{"type":"plain"}"""));
    }

    [Fact]
    public async Task A_room_without_peers_ends_with_its_last_broadcaster()
    {
        await _client.AddAsync("studio");
        Assert.NotNull(server.Server.Rooms.Find(_client.RoomId));

        await _client.SendAsync(HttpMethod.Delete, "/broadcasters/studio");

        Assert.Null(server.Server.Rooms.Find(_client.RoomId));
    }

    public void Dispose() => _client.Dispose();
}
