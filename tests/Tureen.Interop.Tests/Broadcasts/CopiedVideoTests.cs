using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tureen.Interop.Tests.Browsers;
using Tureen.Interop.Tests.Rooms;

namespace Tureen.Interop.Tests.Broadcasts;

/// <summary>A recorded H264 file is sent as it is, as cameras do: its parameter sets stand in the SDP and never come as packets.</summary>
public sealed partial class CopiedVideoTests : IDisposable
{
    private const uint Ssrc = 2222;
    private const int PayloadType = 101;

    /// <summary>Frames that ffmpeg has sent before the browser comes: more than from one IDR picture to the next.</summary>
    private const int FramesBefore = 30;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tureen-copied-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_browser_that_joins_later_plays_it()
    {
        string file = Path.Combine(_folder.FullName, "camera.mp4");
        await RunAsync(
            "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25", "-t", "4", "-c:v", "libx264", "-profile:v", "baseline", "-pix_fmt", "yuv420p",
            "-preset", "ultrafast", "-g", "25", "-b:v", "500k", file);
        string sets = await ReadParameterSetsAsync(file);

        await using Call call = await Call.StartAsync();
        using BroadcastApi api = await BroadcastApi.JoinAsync(call.Server.Address, Call.RoomId);
        JsonNode transport = await api.CreateTransportAsync(new JsonObject { ["rtcpMux"] = false, ["comedia"] = true });
        await ProduceAsync(api, transport, sets);
        var isUnderWay = new TaskCompletionSource();
        using ChildProcess ffmpeg = ChildProcess.Start(
            "ffmpeg",
            ["-nostdin", "-hide_banner", "-loglevel", "warning", "-progress", "pipe:1", "-re", "-stream_loop", "-1", "-i", file, .. Copied(transport)],
            networkNamespace: null,
            onOutput: line =>
            {
                if (line.StartsWith("frame=", StringComparison.Ordinal) && int.Parse(line["frame=".Length..], CultureInfo.InvariantCulture) > FramesBefore)
                {
                    isUnderWay.TrySetResult();
                }
            });
        await isUnderWay.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);

        BrowserPage page = await call.JoinAsync("viewer", options: new JsonObject { ["audio"] = false, ["video"] = false });
        PageReport report = await page.WaitForAsync(
            "the picture", static report => report.Consumers.Any(static consumer => consumer.IsVideo && consumer.Width == 640), Limit);

        Assert.Equal(360, report.Consumers.Single(static consumer => consumer.IsVideo).Height);
        ffmpeg.Terminate();
        await ffmpeg.WaitAsync(Limit);
    }

    private static string[] Copied(JsonNode transport) =>
    [
        "-an", "-c:v", "copy", "-f", "rtp", "-ssrc", Ssrc.ToString(CultureInfo.InvariantCulture), "-payload_type", PayloadType.ToString(CultureInfo.InvariantCulture),
        $"rtp://127.0.0.1:{transport["port"]}?rtcpport={transport["rtcpPort"]}&pkt_size=1200",
    ];

    private static async Task ProduceAsync(BroadcastApi api, JsonNode transport, string sets) =>
        await api.PostAsync($"transports/{transport["id"]}/producers", new JsonObject
        {
            ["kind"] = "video",
            ["rtpParameters"] = new JsonObject
            {
                ["codecs"] = new JsonArray(new JsonObject
                {
                    ["mimeType"] = "video/H264",
                    ["payloadType"] = PayloadType,
                    ["clockRate"] = 90000,
                    ["parameters"] = new JsonObject
                    {
                        ["packetization-mode"] = 1,
                        ["profile-level-id"] = "42e01f",
                        ["level-asymmetry-allowed"] = 1,
                        ["sprop-parameter-sets"] = sets,
                    },
                }),
                ["encodings"] = new JsonArray(new JsonObject { ["ssrc"] = Ssrc }),
            },
        });

    /// <summary>What ffmpeg writes into the SDP of such a stream.</summary>
    private async Task<string> ReadParameterSetsAsync(string file)
    {
        string sdp = Path.Combine(_folder.FullName, "camera.sdp");
        await RunAsync("-i", file, "-t", "0.1", "-c:v", "copy", "-f", "rtp", "-sdp_file", sdp, "rtp://127.0.0.1:9");
        Match match = ParameterSets().Match(await File.ReadAllTextAsync(sdp, TestContext.Current.CancellationToken));
        Assert.True(match.Success, "The SDP of ffmpeg has no sprop-parameter-sets.");
        return match.Groups["sets"].Value;
    }

    private static async Task RunAsync(params string[] arguments)
    {
        using ChildProcess ffmpeg = ChildProcess.Start("ffmpeg", ["-nostdin", "-hide_banner", "-loglevel", "error", "-y", .. arguments], networkNamespace: null);
        await ffmpeg.WaitAsync(Limit);
    }

    [GeneratedRegex("sprop-parameter-sets=(?<sets>[^;\\s]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex ParameterSets();
}
