using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tureen.Rooms;
using Tureen.Rooms.Dashboard;
using Tureen.Rooms.Limits;
using Tureen.Tests.Rooms.Moderation;

namespace Tureen.Tests.Rooms.Dashboard;

/// <summary>What operators see live, and who they are.</summary>
public sealed class DashboardStreamTests : IAsyncLifetime
{
    private ModerationScene _scene = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _scene = await ModerationScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task It_shows_rooms_people_workers_and_decisions()
    {
        await using DemoClient ann = await _scene.JoinAsync("ann");
        await ann.ProduceAsync("audio");
        await Assert.ThrowsAnyAsync<Exception>(() => _scene.ConnectAsync("eve", "no token"));
        await using DemoClient bob = await _scene.JoinAsync("bob");
        await _scene.Control.RemoveParticipantAsync(ModerationScene.Room, "bob", "too <b>loud</b>", ban: true);
        using HttpResponseMessage answer = await AskAsync(Admin());
        await using IAsyncEnumerator<SseItem<string>> events = await EventsAsync(answer);

        JsonNode picture = await NextAsync(events, "picture");
        JsonNode decisions = await NextAsync(events, "decisions");

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        JsonNode room = picture["rooms"]!.AsArray().Single()!;
        JsonNode person = room["participants"]!.AsArray().Single()!;
        JsonNode worker = picture["workers"]!.AsArray().Single()!;
        Assert.Equal(("lobby", 1), (room["info"]!["id"]!.GetValue<string>(), room["info"]!["participantCount"]!.GetValue<int>()));
        Assert.Equal(("ann", "audio"), (person["info"]!["identity"]!.GetValue<string>(), person["info"]!["tracks"]![0]!["kind"]!.GetValue<string>()));
        Assert.Equal("127.0.0.1", person["address"]!.GetValue<string>());
        Assert.Equal(room["workerId"]!.GetValue<int>(), worker["id"]!.GetValue<int>());
        Assert.InRange(worker["transports"]!.GetValue<int>(), 2, 8);
        Assert.Equal(1, worker["producers"]!.GetValue<int>());
        Assert.Equal(
            [("joinRefused", "127.0.0.1", "the token is not valid"), ("banned", "bob", "too <b>loud</b>")],
            decisions.AsArray().Select(static one => (one!["kind"]!.GetValue<string>(), one["who"]!.GetValue<string>(), one["text"]!.GetValue<string>())));
    }

    [Fact]
    public async Task A_picture_comes_each_second_and_later_decisions_alone()
    {
        await using DemoClient ann = await _scene.JoinAsync("ann");
        await _scene.Control.UpdateRoomAsync(ModerationScene.Room, new RoomChange { IsLocked = true });
        using HttpResponseMessage answer = await AskAsync(Admin());
        await using IAsyncEnumerator<SseItem<string>> events = await EventsAsync(answer);
        JsonNode first = await NextAsync(events, "picture");
        await NextAsync(events, "decisions");

        await _scene.Control.UpdateRoomAsync(ModerationScene.Room, new RoomChange { IsLocked = false });
        _scene.Time.Advance(DashboardLimits.Interval);
        JsonNode second = await NextAsync(events, "picture");
        JsonNode later = await NextAsync(events, "decisions");

        Assert.True(first["rooms"]![0]!["info"]!["isLocked"]!.GetValue<bool>());
        Assert.False(second["rooms"]![0]!["info"]!["isLocked"]!.GetValue<bool>());
        Assert.NotNull(second["workers"]![0]!["cpu"]);
        Assert.Equal("locked: False, lobby: False, participants at most: 0", later.AsArray().Single()!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_token_for_all_rooms_that_grants_admin_is_needed()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("wrong"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(_scene.Token("boss", RoomGrants.Admin)));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(_scene.Token("ann", room: null)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Admin()));
    }

    [Fact]
    public async Task Only_so_many_are_open_and_each_ends_after_a_while()
    {
        var stream = _scene.App.Services.GetRequiredService<DashboardStream>();
        IDisposable[] places = [.. Enumerable.Range(0, DashboardLimits.MaxListeners - 1).Select(_ => stream.TryEnter()!)];
        using HttpResponseMessage last = await AskAsync(Admin());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(Admin()));
        await using IAsyncEnumerator<SseItem<string>> events = await EventsAsync(last);
        await NextAsync(events, "picture");

        // The token is asked for again.
        _scene.Time.Advance(DashboardLimits.MaxStreamTime);
        while (await events.MoveNextAsync())
        {
            // The rest of what it got.
        }

        places[0].Dispose();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Admin()));
    }

    private static async Task<IAsyncEnumerator<SseItem<string>>> EventsAsync(HttpResponseMessage answer) =>
        SseParser.Create(await answer.Content.ReadAsStreamAsync(Stop)).EnumerateAsync(Stop).GetAsyncEnumerator(Stop);

    private static async Task<JsonNode> NextAsync(IAsyncEnumerator<SseItem<string>> events, string type)
    {
        do
        {
            Assert.True(await events.MoveNextAsync());
        }
        while (events.Current.EventType != type);
        return JsonNode.Parse(events.Current.Data)!;
    }

    private string Admin() => _scene.Token("boss", RoomGrants.Admin, room: null);

    private async Task<HttpStatusCode> StatusAsync(string? token)
    {
        using HttpResponseMessage answer = await AskAsync(token);
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> AskAsync(string? token)
    {
        using var http = new HttpClient { BaseAddress = RoomsHost.AddressOf(_scene.App) };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/dashboard");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
    }
}
