using System.Text;
using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Browsers;
using Tureen.Interop.Tests.Rooms;

namespace Tureen.Interop.Tests.Client;

/// <summary>The npm package <c>tureen-client</c> in browsers.</summary>
public sealed class JavaScriptClientTests
{
    private const string Camera = "microphone: true, camera: { width: 640, height: 480 }";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task In_Firefox_it_meets_a_page_in_CSharp_in_Chromium()
    {
        await using Call call = await Call.StartAsync(isOwnNetwork: true);
        ClientPage page = await call.OpenClientAsync("firefox");
        await page.JoinAsync(RoomOf(call), $"{{ room: '{Call.RoomId}', name: 'Jay', peerId: 'jay', {Camera} }}");
        BrowserPage other = await call.JoinAsync("ann", client: "csharp");

        // Each gets sound and picture of the other.
        await page.WaitForPictureAsync();
        await page.WaitForAsync("(await window.counted('audio')).packetsReceived > 20");
        await other.WaitForAsync(
            "sound and picture of the page arrive",
            static report => report.Consumers.Count(static one => one.PeerId == "jay" && one.PacketsReceived > 20) == 2,
            Limit);
        Assert.Equal("microphone camera", await page.TextAsync("[...window.room.localTracks.keys()].join(' ')"));

        // A track that is replaced goes on under the same id, and one that ends is gone for the other.
        await page.RunAsync("await window.room.setCamera({ width: 320, height: 240 })");
        await other.WaitForAsync(
            "the picture is smaller", static report => report.Consumers.Any(static one => one.Kind == "video" && one.Height is > 0 and <= 240), Limit);
        await page.RunAsync("await window.room.setCamera(false)");
        await other.WaitForAsync("the picture has ended", static report => report.Consumers.Count == 1, Limit);
        await other.LeaveAsync();
        await page.WaitForAsync("window.room.peers.size === 0 && window.room.tracks.size === 0");
    }

    [Fact]
    public async Task Texts_and_layers_work_and_it_comes_back_when_the_server_drops_it()
    {
        await using Call call = await Call.StartAsync();
        ClientPage ann = await call.OpenClientAsync();
        ClientPage bob = await call.OpenClientAsync();
        await ann.JoinAsync(RoomOf(call), $"{{ room: '{Call.RoomId}', name: 'Ann', {Camera} }}");
        await bob.JoinAsync(RoomOf(call), $"{{ room: '{Call.RoomId}', name: 'Bob' }}");
        await bob.WaitForPictureAsync();

        // 1. The smaller of the two sizes.
        await bob.WaitForAsync("window.received('video').layerCounts.spatial === 2");
        await bob.WaitForAsync("(await window.counted('video')).frameHeight === 480 && window.received('video').layers.spatial === 1");
        await bob.RunAsync("await window.received('video').setPreferredLayers(0)");
        await bob.WaitForAsync("(await window.counted('video')).frameHeight === 240 && window.received('video').layers.spatial === 0");

        // 2. Texts, a mute and another name.
        await MeetInChatAsync(ann, bob);
        await ann.RunAsync("await window.room.setMuted(true)");
        await bob.WaitForAsync("window.received('audio').isPaused");
        await ann.RunAsync("await window.room.setName('Anne')");
        await bob.WaitForAsync("[...window.room.peers.values()][0].name === 'Anne'");

        // 3. The server goes and comes back: so do both, with all that was sent, and the mute.
        await call.RestartServerAsync();
        await ann.WaitForAsync("window.noted.states.join(' ') === 'reconnecting connected'");
        await bob.WaitForAsync("window.noted.states.join(' ') === 'reconnecting connected' && window.room.peers.size === 1");
        await bob.WaitForPictureAsync();
        await bob.WaitForAsync("window.received('audio').isPaused && [...window.room.peers.values()][0].name === 'Anne'");
        await MeetInChatAsync(bob, ann);
        Assert.Equal("true", await bob.TextAsync("window.noted.problems.every((one) => one.startsWith('ConnectionError'))"));

        // 4. The last one leaves, and nothing is left.
        await ann.RunAsync("window.room.leave()");
        await bob.WaitForAsync("window.noted.left.at(-1) === 'Anne' && document.querySelectorAll('video, audio').length === 0");
        Assert.Equal("left", await ann.TextAsync("window.room.state"));
    }

    [Fact]
    public async Task Hosts_are_obeyed_and_refusals_have_a_reason()
    {
        await using Call call = await Call.StartAsync();
        ClientPage page = await call.OpenClientAsync();
        Assert.StartsWith("TypeError: the room is missing", await page.TryJoinAsync(RoomOf(call), "{}"), StringComparison.Ordinal);
        Assert.StartsWith("ConnectionError: The room server refused", await page.TryJoinAsync("http://127.0.0.1:1/?roomId=x", "{}"), StringComparison.Ordinal);
        using var api = new HttpClient { BaseAddress = new Uri($"http://{call.Server.Address}/api/rooms/") };

        // 1. A lobby.
        await SendAsync(api, Call.RoomId, """{"hasLobby":true}""");
        Task joining = page.JoinAsync(RoomOf(call), $"{{ room: '{Call.RoomId}', peerId: 'jay', name: 'Jay', microphone: true }}");
        await AdmitAsync(api);
        await joining;

        // 2. A message of the server API, and a mute.
        await SendAsync(api, $"{Call.RoomId}/messages", """{"topic":"bell","data":{"rings":2}}""");
        await page.WaitForAsync("window.noted.messages[0] === 'bell {\"rings\":2}'");
        JsonNode known = JsonNode.Parse(await api.GetStringAsync($"{Call.RoomId}/participants/jay", Stop))!;
        await SendAsync(api, $"{Call.RoomId}/participants/jay/tracks/{known["tracks"]![0]!["id"]!.GetValue<string>()}/mute", "{}");
        await page.WaitForAsync("window.noted.muted[0] === 'microphone true'");
        Assert.Equal(
            "RoomError: producer 'x' not found",
            await page.TextAsync("await window.room.request('closeProducer', { producerId: 'x' }).catch((error) => `${error.name}: ${error.message}`)"));

        // 3. Who is removed stays away.
        using HttpResponseMessage removed = await api.DeleteAsync(new Uri($"{Call.RoomId}/participants/jay?reason=bye", UriKind.Relative), Stop);
        Assert.True(removed.IsSuccessStatusCode);
        await page.WaitForAsync("window.noted.removed?.reason === 'bye' && window.room.state === 'left' && window.room.localTracks.size === 0");
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string RoomOf(Call call) => $"http://{call.Server.Address}/";

    /// <summary>Writes until the other one reads: texts are for those whose channel is open by then.</summary>
    private static async Task MeetInChatAsync(ClientPage writer, ClientPage reader)
    {
        await reader.EvaluateAsync("window.noted.texts.length = 0; 0");
        await writer.EvaluateAsync("clearInterval(window.writing); window.writing = setInterval(() => window.room.sendText('hello'), 250); 0");
        await reader.WaitForAsync("window.noted.texts.some((text) => /^(Anne?|Bob): hello$/.test(text))");
        await writer.EvaluateAsync("clearInterval(window.writing); 0");
    }

    private static async Task AdmitAsync(HttpClient api)
    {
        DateTime deadline = DateTime.UtcNow + Limit;
        while (JsonNode.Parse(await api.GetStringAsync($"{Call.RoomId}/lobby", Stop))!.AsArray().Count == 0)
        {
            Assert.True(DateTime.UtcNow < deadline, "Nobody waits in the lobby.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), Stop);
        }

        await SendAsync(api, $"{Call.RoomId}/lobby/jay/admit", "{}");
    }

    private static async Task SendAsync(HttpClient api, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await api.PostAsync(new Uri(path, UriKind.Relative), content, Stop);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode} {await response.Content.ReadAsStringAsync(Stop)}");
    }
}
