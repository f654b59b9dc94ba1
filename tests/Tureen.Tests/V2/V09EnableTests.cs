using System.Text.Json.Nodes;
using Tureen.V2;

namespace Tureen.Tests.V2;

/// <summary>Conformance check 9.</summary>
public sealed class V09EnableTests
{
    [Fact]
    public async Task A_consumer_is_enabled_as_the_client_wants_it_once_and_again_after_its_transport_closed()
    {
        await using V2Pair pair = await V2Pair.CreateAsync(isEnabled: false);
        string parameters = pair.Consumer.RtpParameters.ToJsonString();

        JsonObject answer = (await pair.Bob.EnableAsync(pair.Consumer, 2, isPaused: true, preferredProfile: "low"))!;

        Assert.Equal("""{"paused":false,"preferredProfile":"low","effectiveProfile":null}""", answer.ToJsonString());
        Assert.Equal(["consumer pause Remote", "handled"], pair.Take());
        Assert.Equal((true, Profile.Low, true), (pair.Consumer.RemotelyPaused, pair.Consumer.PreferredProfile, pair.Consumer.Enabled));
        await Assert.ThrowsAsync<InvalidStateException>(() => pair.Bob.EnableAsync(pair.Consumer, 2));

        pair.Bob.Peer.Transports[0].Close();
        Assert.Equal(["bob< transportClosed", "unhandled"], pair.Take());
        Assert.False(pair.Consumer.Enabled);
        await pair.Bob.CreateTransportAsync(3, "recv");
        await pair.Bob.EnableAsync(pair.Consumer, 3);
        Assert.Equal(["consumer resume Remote", "handled"], pair.Take());
        Assert.Equal(parameters, pair.Consumer.RtpParameters.ToJsonString());
        Assert.Same(pair.Bob.Peer.Transports[0], pair.Consumer.Transport);
    }

    [Fact]
    public async Task The_response_says_that_the_source_or_the_server_paused()
    {
        await using V2Pair source = await V2Pair.CreateAsync(isEnabled: false, isPaused: true);
        await using V2Pair server = await V2Pair.CreateAsync(isEnabled: false);
        server.Consumer.Pause();

        Assert.True((await source.Bob.EnableAsync(source.Consumer, 2))!["paused"]!.GetValue<bool>());
        Assert.True((await server.Bob.EnableAsync(server.Consumer, 2))!["paused"]!.GetValue<bool>());
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_enabled()
    {
        await using V2Pair pair = await V2Pair.CreateAsync(isEnabled: false);

        await Assert.ThrowsAsync<MediasoupTypeException>(() => pair.Bob.EnableAsync(pair.Consumer, 99));
        await Assert.ThrowsAsync<MediasoupException>(() => pair.Alice.EnableAsync(pair.Consumer, 1));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => pair.Bob.EnableAsync(pair.Consumer, 2, preferredProfile: "best"));
        await pair.Bob.EnableAsync(pair.Consumer, 2);
    }

    [Fact]
    public async Task A_peer_without_the_codec_has_a_consumer_that_cannot_be_enabled()
    {
        await using V2Scene scene = new();
        V2Client alice = await scene.JoinAsync("alice");
        await alice.CreateTransportAsync(1);
        await alice.ProduceAsync("audio", 1);
        Tureen.V2.Peer? bob = null;
        scene.Room.OnNewPeer += peer => bob = peer;
        JsonObject response = await scene.Room.ReceiveRequestAsync(new JsonObject
        {
            ["method"] = "join",
            ["peerName"] = "bob",
            ["rtpCapabilities"] = new JsonObject { ["codecs"] = new JsonArray() },
        });
        V2Client client = new(bob!);
        await client.CreateTransportAsync(2, "recv");

        Assert.Empty(response["peers"]![0]!["consumers"]![0]!["rtpParameters"]!["codecs"]!.AsArray());
        MediasoupException error = await Assert.ThrowsAsync<MediasoupException>(() => client.EnableAsync(bob!.Consumers[0], 2));
        Assert.Equal("empty rtpParameters.codecs", error.Message);
    }
}
