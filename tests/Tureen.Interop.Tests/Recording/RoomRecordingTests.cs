using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Browsers;
using Tureen.Interop.Tests.Rooms;

namespace Tureen.Interop.Tests.Recording;

/// <summary>A room server records browsers; ffmpeg decodes each frame of what it wrote, also after the server was killed.</summary>
public sealed class RoomRecordingTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tureen-rooms-");
    private readonly HttpClient _http = new();

    [Fact]
    public async Task A_room_is_recorded_through_a_leave_and_a_return_and_composed_in_a_grid()
    {
        await using Call call = await Call.StartAsync(options: _ => ["--recording-folder", _folder.FullName]);
        BrowserPage ann = await JoinAsync(call, "ann", "video/VP8");
        BrowserPage ben = await JoinAsync(call, "ben", "video/H264");

        // 1. Both for a while, then one returns.
        string recordings = $"http://{call.Server.Address}/api/rooms/{Call.RoomId}/recordings";
        string id = await StartAsync(recordings, new JsonObject { ["grid"] = true });
        await WaitForFilesAsync(recordings, id, count: 2);
        await ann.LeaveAsync();
        await JoinAsync(call, "ann", "video/VP8");
        JsonNode during = await WaitForFilesAsync(recordings, id, count: 3);
        Assert.Equal("recording", Text(during, "status"));
        await WaitForSendingAsync(ben);

        // 2. The end; the grid takes its time.
        using HttpResponseMessage stopped = await _http.PostAsync($"{recordings}/{id}/stop", content: null, TestContext.Current.CancellationToken);
        Assert.True(stopped.IsSuccessStatusCode, await stopped.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        JsonNode ended = await WaitForAsync(recordings, id, static one => Text(one, "status") is "ended" or "failed");
        Assert.True(Text(ended, "status") == "ended" && ended["error"] is null, ended.ToJsonString());

        // 3. Each file decodes, and is as long as it is said to be.
        JsonNode[] files = [.. ended["files"]!.AsArray().Select(static file => file!)];
        Assert.True(files.Count(static file => Text(file, "participantId") == "ann") >= 2, ended.ToJsonString());
        Assert.Contains(files, static file => Text(file, "participantId") == "ben");
        foreach (JsonNode file in files.Where(static file => Text(file, "source") == "camera"))
        {
            RecordingProbe probe = await RecordingProbe.ReadAsync(Path.Combine(_folder.FullName, Text(file, "path")!));
            Assert.Equal(file["durationSeconds"]!.GetValue<double>(), probe.Duration, tolerance: 0.1);
            Assert.Equal(Text(file, "participantId") == "ben" ? "h264" : "vp8", probe.Codec("video"));
            Assert.Equal("opus", probe.Codec("audio"));
        }

        string grid = Text(Assert.Single(files, static file => Text(file, "source") == "grid"), "path")!;
        RecordingProbe composed = await RecordingProbe.ReadAsync(Path.Combine(_folder.FullName, grid));
        Assert.True(composed.Frames("video") > 25 && composed.Frames("audio") > 50);
    }

    [Fact]
    public async Task What_a_killed_server_recorded_plays_and_gets_its_end_when_it_starts_again()
    {
        // 1. The process ends in the middle.
        string id;
        string path;
        Call call = await Call.StartAsync(options: _ => ["--recording-folder", _folder.FullName]);
        try
        {
            await JoinAsync(call, "ann", "video/VP8");
            string recordings = $"http://{call.Server.Address}/api/rooms/{Call.RoomId}/recordings";
            id = await StartAsync(recordings, []);
            JsonNode during = await WaitForFilesAsync(recordings, id, count: 1);
            path = Path.Combine(_folder.FullName, Text(during["files"]![0], "path")!);
            await WaitUntilAsync(() => new FileInfo(path).Length > 100_000);
            await call.Server.KillAsync();
        }
        finally
        {
            await call.DisposeAsync();
        }

        // 2. The file plays as it is.
        RecordingProbe before = await RecordingProbe.ReadFramesAsync(path);
        Assert.True(before.Frames("video") > 10);

        // 3. The next server gives it its end.
        await using RoomServerProcess next = await RoomServerProcess.StartLocalAsync(["--recording-folder", _folder.FullName]);
        JsonNode after = await GetAsync($"http://{next.Address}/api/rooms/{Call.RoomId}/recordings/{id}");
        Assert.Equal("interrupted", Text(after, "status"));
        RecordingProbe repaired = await RecordingProbe.ReadAsync(path);
        Assert.Equal(before.Frames("video"), repaired.Frames("video"));
        Assert.Equal(after["files"]![0]!["durationSeconds"]!.GetValue<double>(), repaired.Duration, tolerance: 0.1);
    }

    public void Dispose()
    {
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    private static JsonObject Options(string codec) => new()
    {
        ["codec"] = codec,
        ["encodings"] = new JsonArray(new JsonObject { ["maxBitrate"] = 500_000 }),
    };

    private static async Task<BrowserPage> JoinAsync(Call call, string peerId, string codec)
    {
        BrowserPage page = await call.JoinAsync(peerId, options: Options(codec));
        await WaitForSendingAsync(page);
        return page;
    }

    private static Task<PageReport> WaitForSendingAsync(BrowserPage page) => page.WaitForAsync(
        "it sends", static report => report.Producers.Count == 2 && report.Producers.All(static one => one.PacketsSent > 50), Limit);

    private static string? Text(JsonNode? node, string name) => node![name]?.GetValue<string>();

    private async Task<string> StartAsync(string recordings, JsonObject request)
    {
        using HttpResponseMessage answer = await _http.PostAsJsonAsync(recordings, request, TestContext.Current.CancellationToken);
        string body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, body);
        return Text(JsonNode.Parse(body), "id")!;
    }

    private Task<JsonNode> WaitForFilesAsync(string recordings, string id, int count) =>
        WaitForAsync(recordings, id, one => one["files"]!.AsArray().Count >= count);

    private async Task<JsonNode> WaitForAsync(string recordings, string id, Func<JsonNode, bool> condition)
    {
        JsonNode last = new JsonObject();
        await WaitUntilAsync(async () => condition(last = await GetAsync($"{recordings}/{id}")));
        return last;
    }

    private async Task<JsonNode> GetAsync(string url) => JsonNode.Parse(await _http.GetStringAsync(url, TestContext.Current.CancellationToken))!;

    private static Task WaitUntilAsync(Func<bool> condition) => WaitUntilAsync(() => Task.FromResult(condition()));

    private static async Task WaitUntilAsync(Func<Task<bool>> condition)
    {
        DateTime end = DateTime.UtcNow + Limit;
        while (!await condition())
        {
            Assert.True(DateTime.UtcNow < end, "It did not come about.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        }
    }
}
