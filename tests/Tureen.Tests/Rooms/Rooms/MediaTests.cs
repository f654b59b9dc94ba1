using System.Text.Json.Nodes;
using Tureen.Rooms.Signaling;

namespace Tureen.Tests.Rooms.Rooms;

/// <summary>Producers of one peer become consumers of the others.</summary>
[Collection(RoomServerCollection.Name)]
public sealed class MediaTests(RoomServerFixture server)
{
    private readonly string _roomId = RoomServerFixture.NewRoomId();

    [Fact]
    public async Task The_answer_to_join_goes_before_the_consumers()
    {
        await using DemoClient alice = await DemoClient.JoinAsync(server, _roomId, "alice");
        await alice.ProduceAsync("audio");
        await alice.ProduceAsync("video");

        await using DemoClient bob = await DemoClient.JoinAsync(server, _roomId, "bob");
        await bob.Raw.WaitForAsync("newConsumer", 2);

        int joined = bob.Raw.Received().ToList().FindIndex(message => message["data"]?["peers"] is not null);
        Assert.InRange(joined, 0, bob.Raw.IndexOf("newConsumer"));
        Assert.InRange(alice.Raw.IndexOf("newPeer"), 0, int.MaxValue);
    }

    [Fact]
    public async Task A_consumer_is_presented_resumed_and_scored()
    {
        await using DemoClient alice = await DemoClient.JoinAsync(server, _roomId, "alice");
        await using DemoClient bob = await DemoClient.JoinAsync(server, _roomId, "bob");

        string producerId = await alice.ProduceAsync("video", new JsonObject { ["share"] = true });
        JsonObject consumer = await bob.Raw.WaitForAsync("newConsumer");
        JsonObject score = await bob.Raw.WaitForAsync("consumerScore");

        Assert.Equal("alice", consumer["peerId"]!.GetValue<string>());
        Assert.Equal(producerId, consumer["producerId"]!.GetValue<string>());
        Assert.Equal("video", consumer["kind"]!.GetValue<string>());
        Assert.Equal("simple", consumer["type"]!.GetValue<string>());
        Assert.False(consumer["producerPaused"]!.GetValue<bool>());
        Assert.True(consumer["appData"]!["share"]!.GetValue<bool>());
        Assert.Equal("alice", consumer["appData"]!["peerId"]!.GetValue<string>());
        Assert.Equal("video/VP8", consumer["rtpParameters"]!["codecs"]![0]!["mimeType"]!.GetValue<string>());
        Assert.Equal(consumer["id"]!.GetValue<string>(), score["consumerId"]!.GetValue<string>());
        Assert.NotNull(score["score"]!["producerScores"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pause_resume_and_close_reach_the_consumers(bool isModern)
    {
        await using DemoClient alice = await DemoClient.JoinAsync(server, _roomId, "alice", isModern ? Dialect.Modern : Dialect.Classic);
        await using DemoClient bob = await DemoClient.JoinAsync(server, _roomId, "bob");
        string producerId = await alice.ProduceAsync("audio");
        string consumerId = (await bob.Raw.WaitForAsync("newConsumer"))["id"]!.GetValue<string>();

        await alice.ChangeStateAsync("pauseProducer", new JsonObject { ["producerId"] = producerId });
        Assert.Equal(consumerId, (await bob.Raw.WaitForAsync("consumerPaused"))["consumerId"]!.GetValue<string>());
        await alice.ChangeStateAsync("resumeProducer", new JsonObject { ["producerId"] = producerId });
        Assert.Equal(consumerId, (await bob.Raw.WaitForAsync("consumerResumed"))["consumerId"]!.GetValue<string>());
        await alice.ChangeStateAsync("closeProducer", new JsonObject { ["producerId"] = producerId });
        Assert.Equal(consumerId, (await bob.Raw.WaitForAsync("consumerClosed"))["consumerId"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_paused_producer_is_presented_as_paused()
    {
        await using DemoClient alice = await DemoClient.JoinAsync(server, _roomId, "alice");
        string producerId = await alice.ProduceAsync("audio");
        await alice.Raw.RequestAsync("pauseProducer", new JsonObject { ["producerId"] = producerId });

        await using DemoClient bob = await DemoClient.JoinAsync(server, _roomId, "bob");

        Assert.True((await bob.Raw.WaitForAsync("newConsumer"))["producerPaused"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Peer_closed_goes_before_consumer_closed()
    {
        DemoClient alice = await DemoClient.JoinAsync(server, _roomId, "alice");
        await alice.ProduceAsync("audio");
        await using DemoClient bob = await DemoClient.JoinAsync(server, _roomId, "bob");
        await bob.Raw.WaitForAsync("newConsumer");

        await alice.Raw.LeaveAsync();
        await bob.Raw.WaitForAsync("consumerClosed");

        Assert.InRange(bob.Raw.IndexOf("peerClosed"), 0, bob.Raw.IndexOf("consumerClosed"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_consumer_that_is_refused_or_not_answered_does_not_disturb_later_ones(bool isRefused)
    {
        await using DemoClient alice = await DemoClient.JoinAsync(server, _roomId, "alice");
        await using DemoClient bob = await DemoClient.JoinAsync(server, _roomId, "bob");
        bob.Raw.Answering = request => request["data"]!["kind"]!.GetValue<string>() == "video" ? []
            : isRefused ? new JsonObject { ["errorCode"] = 403, ["errorReason"] = "I do not want to consume" }
            : null;
        await alice.ProduceAsync("audio");
        await bob.Raw.WaitForAsync("newConsumer");

        await alice.ProduceAsync("video");
        JsonObject score = await bob.Raw.WaitForAsync("consumerScore");

        JsonObject video = await bob.Raw.WaitForAsync("newConsumer", 2);
        Assert.Equal(video["id"]!.GetValue<string>(), score["consumerId"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_replica_makes_two_consumers_for_each_producer()
    {
        await using DemoClient alice = await DemoClient.JoinAsync(server, _roomId, "alice", query: "&consumerReplicas=1");
        await using DemoClient bob = await DemoClient.JoinAsync(server, _roomId, "bob", query: "&consumerReplicas=undefined");

        string producerId = await alice.ProduceAsync("audio");
        JsonObject first = await bob.Raw.WaitForAsync("newConsumer");
        JsonObject second = await bob.Raw.WaitForAsync("newConsumer", 2);

        Assert.NotEqual(first["id"]!.GetValue<string>(), second["id"]!.GetValue<string>());
        Assert.Equal([producerId, producerId], new[] { first, second }.Select(consumer => consumer["producerId"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Two_dialects_meet_in_one_room()
    {
        await using DemoClient classic = await DemoClient.JoinAsync(server, _roomId, "classic");
        await using DemoClient modern = await DemoClient.JoinAsync(server, _roomId, "modern", Dialect.Modern);
        await classic.ProduceAsync("video", new JsonObject { ["share"] = true });
        await modern.ProduceAsync("video", new JsonObject { ["source"] = "screensharing" });

        JsonObject forModern = await modern.Raw.WaitForAsync("newConsumer");
        JsonObject forClassic = await classic.Raw.WaitForAsync("newConsumer");
        JsonObject newPeer = await classic.Raw.WaitForAsync("newPeer");

        Assert.Equal("modern", newPeer["id"]!.GetValue<string>());
        Assert.Equal("classic", Assert.Single(modern.Joined["peers"]!.AsArray())!["peerId"]!.GetValue<string>());
        Assert.NotNull(forModern["consumerId"]);
        Assert.Equal(modern.ReceiveTransportId, forModern["transportId"]!.GetValue<string>());
        Assert.NotNull(forModern["consumerScore"]);
        Assert.Equal("screensharing", forModern["appData"]!["source"]!.GetValue<string>());
        Assert.NotNull(forClassic["id"]);
        Assert.True(forClassic["appData"]!["share"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Who_gives_no_capabilities_is_offered_nothing()
    {
        await using DemoClient alice = await DemoClient.JoinAsync(server, _roomId, "alice");
        await using RawProtooClient deaf = await server.ConnectAsync(_roomId, "deaf");
        await deaf.RequestAsync("createWebRtcTransport", new JsonObject { ["consuming"] = true });
        await deaf.RequestAsync("join", new JsonObject { ["displayName"] = "Deaf" });

        await alice.ProduceAsync("audio");
        await using DemoClient bob = await DemoClient.JoinAsync(server, _roomId, "bob");
        await bob.Raw.WaitForAsync("newConsumer");

        Assert.Empty(deaf.Received("newConsumer"));
    }

    [Fact]
    public async Task A_consumer_can_be_steered()
    {
        await using DemoClient alice = await DemoClient.JoinAsync(server, _roomId, "alice");
        await using DemoClient bob = await DemoClient.JoinAsync(server, _roomId, "bob");
        string producerId = await alice.ProduceAsync("video");
        string consumerId = (await bob.Raw.WaitForAsync("newConsumer"))["id"]!.GetValue<string>();

        JsonObject Of(string member, int value) => new() { ["consumerId"] = consumerId, [member] = value };

        await bob.Raw.RequestAsync("pauseConsumer", Of("x", 0));
        await bob.Raw.RequestAsync("resumeConsumer", Of("x", 0));
        await bob.Raw.RequestAsync("setConsumerPreferredLayers", Of("spatialLayer", 1));
        await bob.Raw.RequestAsync("setConsumerPriority", Of("priority", 200));
        await bob.Raw.RequestAsync("requestConsumerKeyFrame", Of("x", 0));
        JsonNode consumerStats = await bob.Raw.RequestAsync("getConsumerStats", Of("x", 0));
        JsonNode producerStats = await alice.Raw.RequestAsync("getProducerStats", new JsonObject { ["producerId"] = producerId });

        Assert.Equal("outbound-rtp", consumerStats[0]!["type"]!.GetValue<string>());
        Assert.Equal("video", consumerStats[0]!["kind"]!.GetValue<string>());
        Assert.Empty(producerStats.AsArray());
    }
}
