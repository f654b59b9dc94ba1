using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Tureen.Interop.Tests.Rooms;

/// <summary>What an administrator does by HTTP, as people in browsers see it.</summary>
public sealed class ModerationTests
{
    private const string AdminToken = "0123456789abcdef";
    private const string TileOfFox = "[...document.querySelectorAll('.tile')].find((tile) => tile.querySelector('.name').textContent === 'Fox')";
    private const string Notice = "document.getElementById('notice').textContent";

    [Fact]
    public async Task People_are_muted_wait_in_the_lobby_and_are_removed_and_the_page_says_so()
    {
        await using Call call = await Call.StartAsync();
        using var api = new HttpClient { BaseAddress = new Uri($"http://{call.Server.Address}/api/rooms/{Call.RoomId}/") };
        RoomPage ann = await call.VisitAsync();
        await ann.JoinAsync("Ann");
        RoomPage bob = await call.VisitAsync();
        await bob.JoinAsync("Bob");
        await ann.WaitForPictureOfAsync("Bob");
        await ann.WaitForAsync("document.querySelector('.tile[data-mic=on]:not([data-own])')");

        // 1. A mute is not undone by switching the microphone off and on.
        JsonNode known = await FindAsync(api, "Bob");
        string path = $"participants/{known["id"]!.GetValue<string>()}";
        string track = known["tracks"]!.AsArray().Single(one => one!["kind"]!.GetValue<string>() == "audio")!["id"]!.GetValue<string>();
        await SendAsync(api, HttpMethod.Post, $"{path}/tracks/{track}/mute");
        await bob.WaitForAsync($"{Notice}.startsWith('A host muted your microphone')");
        await ann.WaitForAsync("document.querySelector('.tile[data-mic=off]:not([data-own])')");
        await bob.ClickAsync("toggle-mic");
        await bob.ClickAsync("toggle-mic");
        await bob.WriteAsync("still here");
        await ann.WaitForAsync("document.querySelectorAll('#chat-log li').length === 1");
        Assert.True((await FindAsync(api, "Bob"))["tracks"]!.AsArray().Single(one => one!["kind"]!.GetValue<string>() == "audio")!["isPaused"]!.GetValue<bool>());

        // 2. The end of the mute lets the sound through.
        await SendAsync(api, HttpMethod.Post, $"{path}/tracks/{track}/unmute");
        await ann.WaitForAsync("document.querySelector('.tile[data-mic=on]:not([data-own])')");

        // 3. Whoever comes now waits, and is let in.
        await SendAsync(api, HttpMethod.Patch, string.Empty, """{"hasLobby":true}""");
        RoomPage gus = await call.VisitAsync();
        Task joining = gus.JoinAsync("Gus");
        await gus.WaitForAsync($"{Notice}.startsWith('You are in the lobby')");
        JsonNode guest = JsonNode.Parse(await api.GetStringAsync("lobby", Stop))!.AsArray().Single()!;
        Assert.Equal("Gus", guest["displayName"]!.GetValue<string>());
        await SendAsync(api, HttpMethod.Post, $"lobby/{guest["id"]!.GetValue<string>()}/admit");
        await joining;
        await gus.WaitForPictureOfAsync("Bob");

        // 4. Who is removed reads why, and does not come back by itself.
        await SendAsync(api, HttpMethod.Delete, $"{path}?reason=too%20loud");
        await bob.WaitForAsync("document.body.dataset.view === 'left' && document.getElementById('left-title').textContent.includes('too loud')");
        await ann.WaitForAsync("document.querySelectorAll('.tile').length === 2");

        // 5. The first pictures were measured.
        using var metrics = new HttpClient();
        string text = await metrics.GetStringAsync($"http://{call.Server.Address}/metrics", Stop);
        Assert.Matches(@"tureen_rooms_first_frame_duration_count(\{[^}]*\})? [1-9]", text);
    }

    [Fact]
    public async Task Firefox_waits_is_muted_loses_the_right_to_show_its_camera_and_is_banned()
    {
        await using Call call = await Call.StartAsync(isOwnNetwork: true, options: static _ => ["--admin-token", AdminToken]);
        RoomPage ann = await call.VisitAsync();
        await ann.JoinAsync("Ann");
        await ApiAsync(ann, "PATCH", string.Empty, "() => ''", "{\"hasLobby\":true}");

        // 1. The lobby.
        RoomPage fox = await call.VisitAsync("firefox");
        Task joining = fox.JoinAsync("Fox");
        await fox.WaitForAsync($"{Notice}.startsWith('You are in the lobby')");
        string guest = await ApiAsync(ann, "GET", "lobby", "(guests) => guests[0].id");
        await ApiAsync(ann, "POST", $"lobby/{guest}/admit");
        await joining;
        await ann.WaitForPictureOfAsync("Fox");
        await ann.WaitForAsync($"{TileOfFox}?.dataset.mic === 'on'");
        string id = await ApiAsync(ann, "GET", "participants", "(people) => people.find((one) => one.displayName === 'Fox').id");
        string track = await ApiAsync(ann, "GET", $"participants/{id}", "(fox) => fox.tracks.find((one) => one.kind === 'audio').id");

        // 2. A mute.
        await ApiAsync(ann, "POST", $"participants/{id}/tracks/{track}/mute");
        await fox.WaitForAsync($"{Notice}.startsWith('A host muted your microphone')");
        await ann.WaitForAsync($"{TileOfFox}?.dataset.mic === 'off'");

        // 3. Other rights in the call: its camera ends, and it still sees the others.
        await ApiAsync(ann, "PATCH", $"participants/{id}", "() => ''", "{\"role\":\"listener\",\"grants\":[\"join\",\"subscribe\",\"audio\"]}");
        await ann.WaitForAsync($"{TileOfFox}?.dataset.camera === 'off'");
        await fox.WaitForPictureOfAsync("Ann");
        Assert.Equal("listener,audio", await ApiAsync(ann, "GET", $"participants/{id}", "(fox) => [fox.role, ...fox.tracks.map((one) => one.kind)].join()"));

        // 4. A ban.
        await ApiAsync(ann, "DELETE", $"participants/{id}?ban=true&reason=too%20loud");
        await fox.WaitForAsync("document.body.dataset.view === 'left' && document.getElementById('left-title').textContent.includes('too loud')");
        Assert.Equal("true", await ApiAsync(ann, "GET", "bans", $"(bans) => bans.length === 1 && bans[0].id === '{id}'"));
    }

    /// <summary>Asks the API from a page, because the test is not in the network of the server.</summary>
    private static Task<string> ApiAsync(RoomPage page, string method, string path, string read = "() => ''", string? body = null) => page.TextAsync(
        $$$"""
        await fetch('api/rooms/{{{Call.RoomId}}}{{{(path.Length > 0 ? "/" : "")}}}{{{path}}}', {
          method: '{{{method}}}',
          headers: { Authorization: 'Bearer {{{AdminToken}}}', 'Content-Type': 'application/json' },
          body: {{{(body is null ? "undefined" : $"'{body}'")}}},
        }).then(async (answer) => { if (!answer.ok) throw new Error(await answer.text()); return ({{{read}}})(answer.status === 204 ? null : await answer.json()); })
        """);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<JsonNode> FindAsync(HttpClient api, string name) =>
        JsonNode.Parse(await api.GetStringAsync("participants", Stop))!.AsArray().Single(one => one!["displayName"]!.GetValue<string>() == name)!;

    private static async Task SendAsync(HttpClient api, HttpMethod method, string path, string? body = null)
    {
        // A room has no slash at its end.
        string address = path.Length > 0 ? new Uri(api.BaseAddress!, path).ToString() : api.BaseAddress!.ToString().TrimEnd('/');
        using var request = new HttpRequestMessage(method, address);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await api.SendAsync(request, Stop);
        Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent, $"{method} {address}: {response.StatusCode}");
    }
}
