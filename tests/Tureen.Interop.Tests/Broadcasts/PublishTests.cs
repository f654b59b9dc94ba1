using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Browsers;
using Tureen.Interop.Tests.Rooms;

namespace Tureen.Interop.Tests.Broadcasts;

/// <summary>Programs that are no browsers send into a room, and a browser sees and hears it.</summary>
public sealed class PublishTests
{
    private static readonly JsonObject NothingSent = new() { ["audio"] = false, ["video"] = false };

    private static readonly TimeSpan WatchTime = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("ffmpeg.sh")]
    [InlineData("gstreamer.sh")]
    public async Task A_browser_plays_what_the_script_of_the_documentation_sends(string script)
    {
        await using Call call = await Call.StartAsync();
        BrowserPage page = await call.JoinAsync("viewer", options: NothingSent.DeepClone().AsObject());
        using ChildProcess program = ChildProcess.Start(
            Path.Combine(RepositoryRoot.Path, "apps", "Tureen.Server", "broadcasters", script),
            [$"http://{call.Server.Address}", Call.RoomId],
            networkNamespace: null);

        await AssertPlaysAsync(page, program);

        // It says goodbye when it is stopped.
        program.Terminate();
        await program.WaitAsync(TimeSpan.FromSeconds(10));
        await page.WaitForAsync("the program left", static report => report.Consumers.Count == 0, TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("AES_CM_128_HMAC_SHA1_80")]
    [InlineData("AES_CM_128_HMAC_SHA1_32")]
    public async Task A_browser_plays_what_ffmpeg_sends_by_SRTP(string suite)
    {
        await using Call call = await Call.StartAsync();
        BrowserPage page = await call.JoinAsync("viewer", options: NothingSent.DeepClone().AsObject());
        using BroadcastApi api = await BroadcastApi.JoinAsync(call.Server.Address, Call.RoomId);
        string key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(30));
        JsonNode audio = await SecureTransportAsync(api, suite, key);
        JsonNode video = await SecureTransportAsync(api, suite, key);
        await ProduceAsync(api, audio, "audio", """{"mimeType":"audio/opus","payloadType":100,"clockRate":48000,"channels":2}""", 1111);
        await ProduceAsync(api, video, "video", """{"mimeType":"video/VP8","payloadType":101,"clockRate":90000}""", 2222);

        using ChildProcess ffmpeg = ChildProcess.Start(
            "ffmpeg",
            [
                "-nostdin", "-hide_banner", "-loglevel", "warning",
                "-re", "-f", "lavfi", "-i", "sine=frequency=440", "-re", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25",
                "-map", "0:a:0", "-c:a", "libopus", "-ar", "48000", "-ac", "2", "-ssrc", "1111", "-payload_type", "100", .. Secure(suite, key, audio),
                "-map", "1:v:0", "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-g", "25", "-b:v", "500k",
                "-ssrc", "2222", "-payload_type", "101", .. Secure(suite, key, video),
            ],
            networkNamespace: null);
        await AssertPlaysAsync(page, ffmpeg);
        ffmpeg.Terminate();
        await ffmpeg.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static string[] Secure(string suite, string key, JsonNode transport) =>
    [
        "-f", "rtp", "-srtp_out_suite", suite, "-srtp_out_params", key,
        $"srtp://127.0.0.1:{transport["port"]}?rtcpport={transport["rtcpPort"]}&pkt_size=1200",
    ];

    private static async Task<JsonNode> SecureTransportAsync(BroadcastApi api, string suite, string key)
    {
        JsonNode transport = await api.CreateTransportAsync(new JsonObject
        {
            // ffmpeg sends RTCP from another port than RTP.
            ["rtcpMux"] = false,
            ["comedia"] = true,
            ["enableSrtp"] = true,
            ["srtpCryptoSuite"] = suite,
        });
        await api.PostAsync($"transports/{transport["id"]}/connect", new JsonObject
        {
            ["srtpParameters"] = new JsonObject { ["cryptoSuite"] = suite, ["keyBase64"] = key },
        });
        return transport;
    }

    private static Task<JsonNode> ProduceAsync(BroadcastApi api, JsonNode transport, string kind, string codec, uint ssrc) =>
        api.PostAsync($"transports/{transport["id"]}/producers", new JsonObject
        {
            ["kind"] = kind,
            ["rtpParameters"] = new JsonObject
            {
                ["codecs"] = new JsonArray(JsonNode.Parse(codec)),
                ["encodings"] = new JsonArray(new JsonObject { ["ssrc"] = ssrc }),
            },
        });

    private static async Task AssertPlaysAsync(BrowserPage page, ChildProcess program)
    {
        try
        {
            PageReport report = await page.WaitForMediaAsync(others: 1);
            ConsumerReport video = report.Consumers.Single(static consumer => consumer.IsVideo);
            Assert.Equal(640, video.Width);
            Assert.Equal(360, video.Height);
            await CallProgress.AssertMediaFlowsAsync([page], WatchTime);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"The page does not play.\n{program.Log}", exception);
        }
    }
}
