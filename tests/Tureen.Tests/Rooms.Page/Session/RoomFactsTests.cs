using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Tureen.Rooms.Page.Session;

namespace Tureen.Tests.Rooms.Page.Session;

[SupportedOSPlatform("browser")]
public sealed class RoomFactsTests
{
    private readonly RoomFacts _facts = new();

    [Fact]
    public void The_answer_to_join_and_notifications_say_what_the_room_is()
    {
        _facts.HandleJoined(JsonNode.Parse("""{"grants":["join","admin"],"hands":["a","b"],"room":{"isLocked":true,"metadata":{"spotlight":"b","topic":"x"}}}""")!);
        Assert.Equal((true, true, false, "b"), (_facts.IsHost, _facts.IsLocked, _facts.HasLobby, _facts.Spotlight));
        Assert.Equal(["a", "b"], _facts.Hands);

        Assert.True(_facts.TryApply("handsChanged", JsonNode.Parse("""{"hands":["b"]}""")!));
        Assert.True(_facts.TryApply("lobbyChanged", JsonNode.Parse("""{"guests":[{"peerId":"g","displayName":"Gus"}]}""")!));
        Assert.Equal(["b"], _facts.Hands);
        Assert.Equal([new Guest("g", "Gus")], _facts.Guests);
        Assert.True(_facts.TryApply("rightsChanged", JsonNode.Parse("""{"grants":["join"]}""")!));
        Assert.False(_facts.IsHost);
        Assert.Empty(_facts.Guests);
        Assert.False(_facts.TryApply("consumerScore", new JsonObject()));
    }

    [Fact]
    public void Another_spotlight_leaves_the_rest_of_the_metadata_alone()
    {
        _facts.HandleJoined(JsonNode.Parse("""{"room":{"metadata":{"spotlight":"b","topic":"x"}}}""")!);
        Assert.Equal("""{"topic":"x","spotlight":"c"}""", _facts.MetadataWith("c").ToJsonString());
        Assert.Equal("""{"topic":"x"}""", _facts.MetadataWith(null).ToJsonString());
        Assert.Equal("b", _facts.Spotlight);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"grants":5,"hands":"x","room":[]}""")]
    [InlineData("""{"grants":[1],"hands":[null,{}],"room":{"isLocked":"yes","metadata":{"spotlight":3}}}""")]
    public void A_strange_answer_is_an_empty_one(string answer)
    {
        _facts.HandleJoined(JsonNode.Parse(answer)!);
        Assert.Equal((false, false, null), (_facts.IsHost, _facts.IsLocked, _facts.Spotlight));
        Assert.Empty(_facts.Hands);
    }
}
