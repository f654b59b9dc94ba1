using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Signaling;

namespace Tureen.Tests.Rooms.Signaling;

public sealed class DialectTests
{
    private static readonly (string? PeerId, int Volume)[] Volumes = [("alice", -20), ("bob", -30)];

    [Fact]
    public void The_subject_of_a_message_has_the_name_of_its_dialect()
    {
        Assert.Equal("""{"id":"x"}""", Dialect.Classic.Made("dataProducer", "x").ToJsonString());
        Assert.Equal("""{"dataProducerId":"x"}""", Dialect.Modern.Made("dataProducer", "x").ToJsonString());
    }

    [Fact]
    public void The_modern_dialect_names_the_content_of_an_answer()
    {
        var parameters = new IceParameters { UsernameFragment = "fragment", Password = "password", IceLite = true };
        string bare = Dialect.Classic.IceParameters(parameters).ToJsonString();

        Assert.StartsWith("""{"usernameFragment":"fragment","password":"password",""", bare, StringComparison.Ordinal);
        Assert.Equal($$"""{"iceParameters":{{bare}}}""", Dialect.Modern.IceParameters(parameters).ToJsonString());
        Assert.Equal("[]", Dialect.Classic.Stats(new JsonArray()).ToJsonString());
        Assert.Equal("""{"stats":[]}""", Dialect.Modern.Stats(new JsonArray()).ToJsonString());
    }

    [Fact]
    public void Layers_are_members_or_an_object_of_their_own()
    {
        Assert.Equal(
            """{"consumerId":"c","spatialLayer":1,"temporalLayer":2}""",
            Dialect.Classic.ConsumerLayers("c", new ConsumerLayers(1, 2)).ToJsonString());
        Assert.Equal(
            """{"consumerId":"c","spatialLayer":null,"temporalLayer":null}""", Dialect.Classic.ConsumerLayers("c", null).ToJsonString());
        Assert.Equal(
            """{"consumerId":"c","layers":{"spatialLayer":1,"temporalLayer":2}}""",
            Dialect.Modern.ConsumerLayers("c", new ConsumerLayers(1, 2)).ToJsonString());
        Assert.Equal("""{"consumerId":"c"}""", Dialect.Modern.ConsumerLayers("c", null).ToJsonString());
    }

    [Fact]
    public void The_classic_dialect_reports_the_loudest_peer()
    {
        Assert.Equal(["""activeSpeaker {"peerId":"alice","volume":-20}"""], Texts(Dialect.Classic.Speaking(Volumes)));
        Assert.Equal(["""activeSpeaker {"peerId":null}"""], Texts(Dialect.Classic.Silence()));
        Assert.Empty(Dialect.Classic.DominantSpeaker("alice"));
    }

    [Fact]
    public void The_modern_dialect_reports_all_that_speak_and_the_speaker_among_them()
    {
        Assert.Equal(
            ["""speakingPeers {"peerVolumes":[{"peerId":"alice","volume":-20},{"peerId":"bob","volume":-30}]}"""],
            Texts(Dialect.Modern.Speaking(Volumes)));
        Assert.Equal(["""speakingPeers {"peerVolumes":[]}""", "activeSpeaker {}"], Texts(Dialect.Modern.Silence()));
        Assert.Equal(["""activeSpeaker {"peerId":"alice"}"""], Texts(Dialect.Modern.DominantSpeaker("alice")));
    }

    [Fact]
    public void Refusals_have_the_texts_of_their_demo()
    {
        Assert.Equal("transport with id \"t\" not found", Dialect.Classic.NotFound("transport", "t"));
        Assert.Equal("transport 't' not found", Dialect.Modern.NotFound("transport", "t"));
        Assert.Equal("Peer not yet joined", Dialect.Classic.NotJoined);
        Assert.Equal("Peer not joined", Dialect.Modern.NotJoined);
    }

    private static IEnumerable<string> Texts(IEnumerable<(string Method, JsonObject Data)> messages) =>
        messages.Select(static message => $"{message.Method} {message.Data.ToJsonString()}");
}
