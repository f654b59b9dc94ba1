using System.Net;
using System.Text.Json.Nodes;
using Tureen.Rooms;

namespace Tureen.Tests.Rooms.Moderation;

/// <summary>The moderation API as programs use it.</summary>
public sealed class ModerationRoutesTests : IAsyncLifetime
{
    private const string Room = "/api/rooms/lobby";

    private ModerationScene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await ModerationScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_room_is_opened_ahead_changed_and_closed()
    {
        Assert.Equal(HttpStatusCode.Created, (await _scene.SendAsync("POST", Room, """{"maxParticipants":5,"metadata":{"a":1}}""")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await _scene.SendAsync("POST", Room)).Status);
        (_, JsonNode? room) = await _scene.SendAsync("PATCH", Room, """{"isLocked":true}""");
        (HttpStatusCode listed, JsonNode? list) = await _scene.SendAsync("GET", "/api/rooms", null, _scene.Token("root", RoomGrants.Admin, room: null));
        Assert.Equal(HttpStatusCode.NoContent, (await _scene.SendAsync("DELETE", Room + "?reason=done")).Status);
        (HttpStatusCode gone, JsonNode? problem) = await _scene.SendAsync("GET", Room);

        Assert.Equal(
            (5, 300, true, 1),
            (room!["maxParticipants"]!.GetValue<int>(), room["emptySeconds"]!.GetValue<int>(), room["isLocked"]!.GetValue<bool>(), room["metadata"]!["a"]!.GetValue<int>()));
        Assert.Equal((HttpStatusCode.OK, "lobby"), (listed, list![0]!["id"]!.GetValue<string>()));
        Assert.Equal((HttpStatusCode.NotFound, "there is no room 'lobby'"), (gone, problem!["detail"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Participants_are_listed_changed_muted_and_removed()
    {
        await using DemoClient ann = await _scene.JoinAsync("ann");
        string track = await ann.ProduceAsync("audio");

        Assert.Equal(HttpStatusCode.NoContent, (await _scene.SendAsync("POST", $"{Room}/participants/ann/tracks/{track}/mute")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await _scene.SendAsync("PATCH", Room + "/participants/ann", """{"role":"speaker","metadata":{"seat":4}}""")).Status);
        (_, JsonNode? list) = await _scene.SendAsync("GET", Room + "/participants");
        Assert.Equal(HttpStatusCode.NoContent, (await _scene.SendAsync("POST", $"{Room}/participants/ann/tracks/{track}/ask-to-unmute")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await _scene.SendAsync("POST", $"{Room}/participants/ann/tracks/{track}/unmute")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await _scene.SendAsync("POST", Room + "/messages", """{"topic":"hi"}""")).Status);
        (_, JsonNode? one) = await _scene.SendAsync("GET", Room + "/participants/ann");
        Assert.Equal(HttpStatusCode.NoContent, (await _scene.SendAsync("DELETE", Room + "/participants/ann?ban=true")).Status);
        await ann.Raw.WaitForCloseAsync();
        (HttpStatusCode empty, _) = await _scene.SendAsync("GET", Room + "/bans");

        JsonNode seen = list![0]!;
        Assert.Equal(
            ("ann", "speaker", "joined", 4, true),
            (seen["identity"]!.GetValue<string>(), seen["role"]!.GetValue<string>(), seen["state"]!.GetValue<string>(), seen["metadata"]!["seat"]!.GetValue<int>(), seen["tracks"]![0]!["isMuted"]!.GetValue<bool>()));
        Assert.False(one!["tracks"]![0]!["isMuted"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.NotFound, empty);
    }

    [Fact]
    public async Task Guests_are_admitted_and_refused()
    {
        await _scene.SendAsync("POST", Room, """{"hasLobby":true}""");
        await using RawProtooClient ann = await _scene.ConnectAsync("ann");
        await using RawProtooClient bob = await _scene.ConnectAsync("bob");
        await ann.RequestAsync("join", new JsonObject { ["waitsInLobby"] = true });
        await bob.RequestAsync("join", new JsonObject { ["waitsInLobby"] = true });

        (_, JsonNode? waiting) = await _scene.SendAsync("GET", Room + "/lobby");
        Assert.Equal(HttpStatusCode.NoContent, (await _scene.SendAsync("POST", Room + "/lobby/ann/admit")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await _scene.SendAsync("POST", Room + "/lobby/bob/refuse?reason=full")).Status);
        await ann.WaitForAsync("lobbyAdmitted");
        await bob.WaitForCloseAsync();

        Assert.Equal(2, waiting!.AsArray().Count);
        Assert.Equal("full", bob.CloseDescription);
    }

    [Theory]
    [InlineData("PATCH", "", """{"locked":true}""", 400)]
    [InlineData("PATCH", "", """{"isLocked":true,"isLocked":false}""", 400)]
    [InlineData("PATCH", "", """{"maxParticipants":-1}""", 400)]
    [InlineData("PATCH", "", "no JSON", 400)]
    [InlineData("PATCH", "", null, 400)]
    [InlineData("POST", "/messages", """{"data":1}""", 400)]
    [InlineData("POST", "/messages", """{"topic":"a","data":"\ud800"}""", 400)]
    [InlineData("DELETE", "/participants/ann?ban=perhaps", null, 400)]
    [InlineData("GET", "/participants/nobody", null, 404)]
    [InlineData("GET", "/nothing/at/all", null, 404)]
    [InlineData("PUT", "", null, 404)]
    [InlineData("DELETE", "/bans/nobody", null, 404)]
    public async Task What_is_wrong_is_a_problem_with_a_reason(string method, string path, string? body, int status)
    {
        await _scene.SendAsync("POST", Room);

        (HttpStatusCode answered, JsonNode? problem) = await _scene.SendAsync(method, Room + path, body, _scene.Token("root", RoomGrants.Admin, room: null));

        Assert.Equal(status, (int)answered);
        Assert.NotEmpty(problem!["detail"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_not_read()
    {
        (HttpStatusCode status, _) = await _scene.SendAsync("POST", Room, new string(' ', 70_000));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
    }

    [Fact]
    public async Task Names_may_have_any_characters()
    {
        string token = _scene.Token("root", RoomGrants.Admin, room: null);

        Assert.Equal(HttpStatusCode.Created, (await _scene.SendAsync("POST", "/api/rooms/a%2Fb%20c", null, token)).Status);
        Assert.Equal("a/b c", (await _scene.SendAsync("GET", "/api/rooms/a%2Fb%20c", null, token)).Body!["id"]!.GetValue<string>());
    }
}
