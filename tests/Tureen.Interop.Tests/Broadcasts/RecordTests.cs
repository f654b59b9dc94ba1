using System.Globalization;
using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Browsers;
using Tureen.Interop.Tests.Rooms;

namespace Tureen.Interop.Tests.Broadcasts;

/// <summary>Programs that are no browsers record what a browser sends.</summary>
public sealed class RecordTests : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RecordTime = TimeSpan.FromSeconds(6);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tureen-record-");

    [Fact]
    public async Task Ffmpeg_records_a_file_that_decodes_without_error()
    {
        string sdp = Path.Combine(_folder.FullName, "room.sdp");
        await RecordAsync((streams, file) =>
        {
            File.WriteAllText(
                sdp, "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\n" + string.Concat(streams.Select(static one => one.ToSdp())));
            return ChildProcess.Start(
                "ffmpeg",
                ["-nostdin", "-hide_banner", "-loglevel", "warning", "-protocol_whitelist", "file,udp,rtp", "-i", sdp, "-map", "0", "-c", "copy", file],
                networkNamespace: null);
        });
    }

    [Fact]
    public async Task GStreamer_records_a_file_that_decodes_without_error() => await RecordAsync((streams, file) =>
    {
        List<string> pipeline = ["-e", "webmmux", "name=mux", "!", "filesink", $"location={file}"];
        foreach (RecordedStream stream in streams)
        {
            string caps = $"application/x-rtp,media={stream.Kind},encoding-name={stream.EncodingName},payload={stream.PayloadType},clock-rate={stream.ClockRate}";

            // The muxer needs more about Opus than its packets carry.
            string[] depay = stream.Kind == "audio"
                ? ["rtpopusdepay", "!", "opusdec", "!", "audioconvert", "!", "audioresample", "!", "opusenc"]
                : ["rtpvp8depay"];
            pipeline.AddRange(["udpsrc", "address=127.0.0.1", $"port={stream.Port}", "caps=" + caps, "!", "rtpjitterbuffer", "!", .. depay, "!", "queue", "!", "mux."]);
        }

        return ChildProcess.Start("gst-launch-1.0", pipeline, networkNamespace: null);
    });

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task RecordAsync(Func<IReadOnlyList<RecordedStream>, string, ChildProcess> record)
    {
        // 1. A browser sends one encoding of video: files do not like a picture that changes its size.
        await using Call call = await Call.StartAsync();
        BrowserPage page = await call.JoinAsync("singer", options: new JsonObject
        {
            ["codec"] = "video/VP8",
            ["encodings"] = new JsonArray(new JsonObject { ["maxBitrate"] = 500_000 }),
        });
        await page.WaitForAsync(
            "it sends", static report => report.Producers.Count == 2 && report.Producers.All(static one => one.PacketsSent > 0), StartLimit);

        // 2. The program listens, and only then the media flows, from a key frame on.
        using BroadcastApi api = await BroadcastApi.JoinAsync(call.Server.Address, Call.RoomId, Capabilities());
        List<RecordedStream> streams = [];
        foreach (JsonNode? producer in api.Peers.Single()!["producers"]!.AsArray())
        {
            streams.Add(await ConsumeAsync(api, producer!));
        }

        string file = Path.Combine(_folder.FullName, "room.webm");
        using ChildProcess recorder = record(streams, file);
        while (!streams.TrueForAll(static stream => FreePorts.IsBound(stream.Port)))
        {
            Assert.False(recorder.HasExited, recorder.Log);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }

        foreach (RecordedStream stream in streams)
        {
            await api.PostAsync($"consumers/{stream.ConsumerId}/resume", []);
        }

        await Task.Delay(RecordTime, TestContext.Current.CancellationToken);
        recorder.Interrupt();
        await recorder.WaitAsync(StartLimit);

        // 3. What it wrote.
        await AssertSoundAsync(file, recorder.Log);
    }

    private static JsonObject Capabilities() => JsonNode.Parse(
        """
        {"codecs":[
          {"kind":"audio","mimeType":"audio/opus","preferredPayloadType":100,"clockRate":48000,"channels":2},
          {"kind":"video","mimeType":"video/VP8","preferredPayloadType":101,"clockRate":90000,
           "rtcpFeedback":[{"type":"nack"},{"type":"nack","parameter":"pli"},{"type":"ccm","parameter":"fir"}]}],
         "headerExtensions":[]}
        """)!.AsObject();

    private static async Task<RecordedStream> ConsumeAsync(BroadcastApi api, JsonNode producer)
    {
        int port = FreePorts.Pair();
        JsonNode transport = await api.CreateTransportAsync(new JsonObject { ["comedia"] = false, ["rtcpMux"] = false });
        await api.PostAsync(
            $"transports/{transport["id"]}/connect", new JsonObject { ["ip"] = "127.0.0.1", ["port"] = port, ["rtcpPort"] = port + 1 });
        JsonNode consumer = await api.PostAsync(
            $"transports/{transport["id"]}/consume?producerId={producer["id"]}", new JsonObject { ["paused"] = true });
        return new RecordedStream(
            consumer["id"]!.GetValue<string>(), consumer["kind"]!.GetValue<string>(), port, consumer["rtpParameters"]!["codecs"]![0]!);
    }

    private static async Task AssertSoundAsync(string file, string log)
    {
        // 1. Decoding every frame of it reports no error.
        List<string> said = [];
        using ChildProcess probe = ChildProcess.Start(
            "ffprobe",
            ["-v", "error", "-count_frames", "-show_entries", "stream=codec_name,nb_read_frames:format=duration", "-of", "json", file],
            null,
            said.Add,
            keepsOutput: false);
        int code = await probe.WaitAsync(StartLimit);
        Assert.True(code == 0 && probe.Log.Length == 0, $"ffprobe ended with {code}.\n{probe.Log}\n{log}");

        // 2. Both streams are as long as the recording, as far as a busy machine allows.
        JsonNode report = JsonNode.Parse(string.Join('\n', said))!;
        double seconds = double.Parse(report["format"]!["duration"]!.GetValue<string>(), CultureInfo.InvariantCulture);
        Assert.InRange(seconds, RecordTime.TotalSeconds / 2, RecordTime.TotalSeconds * 3);
        Assert.True(Frames(report, "opus") > seconds * 40, $"{report.ToJsonString()}\n{log}");
        Assert.True(Frames(report, "vp8") > seconds * 5, $"{report.ToJsonString()}\n{log}");
    }

    private static int Frames(JsonNode report, string codec)
    {
        JsonNode stream = report["streams"]!.AsArray().Single(one => one!["codec_name"]!.GetValue<string>() == codec)!;
        return int.Parse(stream["nb_read_frames"]!.GetValue<string>(), CultureInfo.InvariantCulture);
    }
}
