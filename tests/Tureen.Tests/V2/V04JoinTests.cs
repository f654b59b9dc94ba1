using System.Text.Json.Nodes;
using V2Peer = Tureen.V2.Peer;

namespace Tureen.Tests.V2;

/// <summary>Conformance checks 4 and 5.</summary>
public sealed class V04JoinTests
{
    [Fact]
    public async Task A_request_to_the_room_that_is_none_is_refused_in_the_order_of_v2()
    {
        await using V2Scene scene = new();
        Task<JsonObject> Ask(string json) => scene.Room.ReceiveRequestAsync(JsonNode.Parse(json)!.AsObject());

        await Assert.ThrowsAsync<MediasoupTypeException>(() => scene.Room.ReceiveRequestAsync(null!));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => Ask("""{"method":"queryRoom","notification":true}"""));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => Ask("""{"method":7}"""));
        await Assert.ThrowsAsync<MediasoupException>(() => Ask("""{"method":"explode"}"""));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => Ask("""{"method":"queryRoom","a":1,"a":2}"""));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => Ask("""{"method":"join","peerName":"\ud800"}"""));
        JsonObject answer = await Ask("""{"method":"queryRoom","target":"elsewhere"}""");
        Assert.Equal("[]", answer["mandatoryCodecPayloadTypes"]!.ToJsonString());
        scene.Room.Close();
        await Assert.ThrowsAsync<InvalidStateException>(() => Ask("""{"method":"queryRoom"}"""));
    }

    [Theory]
    [InlineData("""{"peerName":"bob"}""", typeof(MediasoupTypeException))]
    [InlineData("""{"peerName":"","rtpCapabilities":{"codecs":[]}}""", typeof(MediasoupTypeException))]
    [InlineData("""{"peerName":5,"rtpCapabilities":{"codecs":[]}}""", typeof(MediasoupTypeException))]
    [InlineData("""{"peerName":"alice","rtpCapabilities":{"codecs":[]}}""", typeof(MediasoupException))]
    [InlineData("""{"peerName":"bob","rtpCapabilities":{}}""", typeof(MediasoupTypeException))]
    [InlineData("""{"peerName":"bob","rtpCapabilities":{"codecs":[{"name":"opus","clockRate":48000,"channels":2,"preferredPayloadType":99}]}}""", typeof(MediasoupException))]
    [InlineData("""{"peerName":"bob","rtpCapabilities":{"codecs":[{"name":"VP9","clockRate":90000,"preferredPayloadType":101}]}}""", typeof(MediasoupException))]
    [InlineData("""{"peerName":"bob","rtpCapabilities":{"codecs":[],"headerExtensions":[{"kind":"audio","uri":"urn:x","preferredId":1}]}}""", typeof(MediasoupException))]
    [InlineData("""{"peerName":"bob","rtpCapabilities":{"codecs":[5]}}""", typeof(MediasoupTypeException))]
    public async Task Who_does_not_fit_does_not_come_in(string fields, Type error)
    {
        await using V2Scene scene = new();
        await scene.JoinAsync("alice");
        JsonObject request = JsonNode.Parse(fields)!.AsObject();
        request["method"] = "join";

        Exception? thrown = await Record.ExceptionAsync(() => scene.Room.ReceiveRequestAsync(request));

        Assert.IsType(error, thrown);
        Assert.Single(scene.Room.Peers);
    }

    [Fact]
    public async Task A_peer_that_joins_gets_the_others_and_its_own_consumers_and_they_get_it()
    {
        await using V2Scene scene = new();
        V2Client alice = await scene.JoinAsync("alice", appData: JsonValue.Create("a"));
        await alice.CreateTransportAsync(1);
        await alice.ProduceAsync("audio", 1, appData: JsonValue.Create("mic"));
        V2Client carol = await scene.JoinAsync("carol");
        alice.Forget();

        V2Client bob = await scene.JoinAsync("bob", appData: JsonValue.Create("b"));

        JsonArray peers = bob.JoinResponse["peers"]!.AsArray();
        Assert.Equal(["alice", "carol"], peers.Select(peer => peer!["name"]!.GetValue<string>()));
        Assert.Equal(("a", "mic"), (peers[0]!["appData"]!.GetValue<string>(), peers[0]!["consumers"]![0]!["appData"]!.GetValue<string>()));
        Assert.Equal(bob.Peer.Consumers[0].Id, peers[0]!["consumers"]![0]!["id"]!.GetValue<int>());
        Assert.NotEqual(carol.Peer.Consumers[0].Id, bob.Peer.Consumers[0].Id);
        Assert.Equal(
            """{"method":"newPeer","target":"peer","notification":true,"consumers":[],"name":"bob","appData":"b"}""",
            Assert.Single(alice.Notifications).ToJsonString());
        Assert.Equal(["alice", "carol", "bob"], scene.Room.Peers.Select(peer => peer.Name));
        Assert.Same(bob.Peer, scene.Room.GetPeerByName("bob"));
    }

    [Fact]
    public async Task A_spy_sees_all_and_is_seen_by_nobody()
    {
        await using V2Scene scene = new();
        List<V2Peer> joined = [];
        scene.Room.OnNewPeer += joined.Add;
        V2Client alice = await scene.JoinAsync("alice");
        V2Client spy = await scene.JoinAsync("spy", isSpy: true);
        V2Client bob = await scene.JoinAsync("bob");
        await bob.CreateTransportAsync(1);
        await bob.ProduceAsync("audio", 1);
        await spy.CreateTransportAsync(2);

        Assert.True(spy.Peer.Spy);
        Assert.Equal(["newPeer", "newConsumer"], spy.NotifiedMethods);
        Assert.Equal(["alice"], bob.JoinResponse["peers"]!.AsArray().Select(peer => peer!["name"]!.GetValue<string>()));
        Assert.Equal(["newPeer", "newConsumer"], alice.NotifiedMethods);
        Assert.Equal(3, joined.Count);
        Assert.Contains(spy.Peer, scene.Room.Peers);
        MediasoupException refusal = await Assert.ThrowsAsync<MediasoupException>(() => spy.ProduceAsync("audio", 2));
        Assert.Equal("spy peers cannot create producers", refusal.Message);
        await spy.NotifyAsync("leave");
        Assert.Equal(["newPeer", "newConsumer"], alice.NotifiedMethods);
        Assert.True(spy.Peer.Closed);
    }
}
