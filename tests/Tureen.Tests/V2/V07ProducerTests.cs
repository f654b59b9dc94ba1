using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.V2;

namespace Tureen.Tests.V2;

/// <summary>Conformance check 7, and what a producer is.</summary>
public sealed class V07ProducerTests
{
    [Fact]
    public async Task The_others_learn_of_a_producer_before_its_client_has_the_response()
    {
        await using V2Scene scene = new();
        V2Client alice = await scene.JoinAsync("alice");
        V2Client bob = await scene.JoinAsync("bob");
        V2Client spy = await scene.JoinAsync("spy", isSpy: true);
        await alice.CreateTransportAsync(1);
        bob.Forget();

        Tureen.V2.Producer producer = await alice.ProduceAsync("audio", 1, appData: JsonNode.Parse("""[1,"x"]"""));

        JsonObject notification = Assert.Single(bob.Notifications);
        Assert.Equal(["newConsumer"], spy.NotifiedMethods);
        Tureen.V2.Consumer consumer = bob.Peer.Consumers[0];
        Assert.Equal(("newConsumer", "alice", consumer.Id), (V2Client.Method(notification), notification["peerName"]!.GetValue<string>(), notification["id"]!.GetValue<int>()));
        Assert.Equal("""[1,"x"]""", notification["appData"]!.ToJsonString());
        Assert.Same(producer.AppData, consumer.AppData);
        Assert.Same(consumer, bob.Peer.GetConsumerForSource(producer));
        Assert.Equal((alice.Peer, bob.Peer, false, null), (consumer.Peer, consumer.Owner, consumer.Enabled, consumer.EffectiveProfile));
    }

    [Fact]
    public async Task A_producer_has_all_that_the_documentation_names()
    {
        await using V2Scene scene = new();
        V2Client alice = await scene.JoinAsync("alice");
        await alice.CreateTransportAsync(1);

        Tureen.V2.Producer producer = await alice.ProduceAsync("video", 1, isPaused: true);

        Assert.Same(alice.Peer, producer.Peer);
        Assert.Same(alice.Peer.Transports[0], producer.Transport);
        Assert.Equal(MediaKind.Video, producer.Kind);
        Assert.True(JsonNode.DeepEquals(V2Client.RtpParameters("video", producer.Id), producer.RtpParameters));
        Assert.Equal((false, true, true), (producer.LocallyPaused, producer.RemotelyPaused, producer.Paused));
        Assert.Equal(Profile.Default, producer.PreferredProfile);
        Assert.Empty(await producer.GetStatsAsync());
        Assert.Null(producer.AppData);
        producer.Close();
        Assert.True(producer.Closed);
        await Assert.ThrowsAsync<InvalidStateException>(producer.GetStatsAsync);
    }

    [Theory]
    [InlineData("depth", "{}", typeof(MediasoupTypeException), "unknown kind")]
    [InlineData("audio", "{}", typeof(MediasoupException), "wrong RTP parameters: ")]
    [InlineData("audio", """{"codecs":[{"name":"opus","clockRate":48000,"payloadType":111}],"encodings":[{"ssrc":1}]}""", typeof(MediasoupException), "wrong RTP parameters: unsupported codec")]
    [InlineData("audio", """{"codecs":[{"name":"opus","clockRate":48000,"channels":2,"payloadType":111}],"encodings":[]}""", typeof(MediasoupException), "wrong RTP parameters: empty encodings")]
    [InlineData("audio", """{"codecs":[{"name":"opus","clockRate":48000,"channels":2,"payloadType":111}],"encodings":[{"ssrc":1,"profile":"high"}]}""", typeof(MediasoupException), "wrong RTP parameters: cannot set a profile")]
    [InlineData("audio", """{"codecs":[{"name":"opus","clockRate":48000,"channels":2,"payloadType":111}],"encodings":[{"ssrc":1,"profile":"none"},{"ssrc":2}]}""", typeof(MediasoupException), "wrong RTP parameters: invalid encoding profile")]
    [InlineData("audio", """{"codecs":[{"name":"opus","clockRate":48000,"channels":2,"payloadType":111}],"encodings":[{"ssrc":1},{"ssrc":2}]}""", typeof(MediasoupException), "wrong RTP parameters: duplicated profile")]
    [InlineData("audio", """{"codecs":[{"name":"opus","clockRate":48000,"channels":2,"payloadType":111}],"headerExtensions":[{"uri":"urn:x","id":3}],"encodings":[{"ssrc":1}]}""", typeof(MediasoupException), "wrong RTP parameters: unsupported header extension")]
    [InlineData("video", """{"codecs":[{"name":"rtx","clockRate":90000,"payloadType":97,"parameters":{"apt":96}}],"encodings":[{"ssrc":1}]}""", typeof(MediasoupException), "wrong RTP parameters: no media codecs")]
    [InlineData("video", """{"codecs":[{"name":"VP8","clockRate":90000,"payloadType":96},{"name":"rtx","clockRate":90000,"payloadType":97}],"encodings":[{"ssrc":1}]}""", typeof(MediasoupException), "wrong RTP parameters: missing apt")]
    [InlineData("video", """{"muxId":"","codecs":[{"name":"VP8","clockRate":90000,"payloadType":96}],"encodings":[{"ssrc":1}]}""", typeof(MediasoupException), "wrong RTP parameters: empty muxId")]
    [InlineData("video", """{"codecs":[{"name":"VP8","clockRate":90000,"payloadType":96}],"encodings":[{"ssrc":1}],"rtcp":{"cname":""}}""", typeof(MediasoupException), "wrong RTP parameters: empty rtcp.cname")]
    public async Task What_does_not_fit_the_room_is_refused(string kind, string parameters, Type error, string message)
    {
        await using V2Scene scene = new();
        V2Client alice = await scene.JoinAsync("alice");
        await alice.CreateTransportAsync(1);

        Exception? thrown = await Record.ExceptionAsync(() => alice.RequestAsync("createProducer", new JsonObject
        {
            ["id"] = 5,
            ["kind"] = kind,
            ["transportId"] = 1,
            ["rtpParameters"] = JsonNode.Parse(parameters),
        }));

        Assert.IsType(error, thrown);
        Assert.StartsWith(message, thrown.Message, StringComparison.Ordinal);
        Assert.Empty(alice.Peer.Producers);
        await alice.ProduceAsync("audio", 1);
    }

    [Fact]
    public async Task An_unknown_transport_and_an_ssrc_that_is_in_use_are_refused()
    {
        await using V2Scene scene = new();
        V2Client alice = await scene.JoinAsync("alice");
        await alice.CreateTransportAsync(1);
        JsonNode encodings = JsonNode.Parse("""[{"ssrc":777}]""")!;
        await alice.ProduceAsync("audio", 1, encodings: encodings);

        await Assert.ThrowsAsync<MediasoupTypeException>(() => alice.ProduceAsync("audio", 9));
        MediasoupException taken = await Assert.ThrowsAsync<MediasoupException>(() => alice.ProduceAsync("audio", 1, encodings: encodings));
        Assert.Contains("ssrc already exists in RTP listener", taken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mid_and_ssrc_are_free_again_for_the_next_producer()
    {
        await using V2Scene scene = new();
        V2Client alice = await scene.JoinAsync("alice");
        await alice.CreateTransportAsync(1);
        JsonObject request = new()
        {
            ["id"] = 50,
            ["kind"] = "video",
            ["transportId"] = 1,
            ["rtpParameters"] = V2Client.RtpParameters("video", 50),
        };
        await alice.RequestAsync("createProducer", request);

        Task closing = alice.NotifyAsync("closeProducer", new JsonObject { ["id"] = 50 });
        await alice.RequestAsync("createProducer", request);
        await closing;

        Assert.Single(alice.Peer.Producers);
    }
}
