using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Tureen.Interop.Tests.Rooms;

/// <summary>What an administrator does by HTTP, as people in browsers see it.</summary>
public sealed class ModerationTests
{
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
