using System.Net;
using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Browsers;
using Tureen.Interop.Tests.Downlinks.Relays;
using Tureen.Interop.Tests.Rooms;

namespace Tureen.Interop.Tests.Downlinks;

/// <summary>One browser sends a picture that fills its bitrate, in three encodings; another one receives it through a relay.</summary>
internal sealed class DownlinkCall : IAsyncDisposable
{
    public const int TopHeight = 540;

    private const int Width = 960;
    private const string SenderId = "sender";
    private const string ViewerId = "viewer";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(40);

    private readonly Call _call;
    private readonly BrowserPage _viewer;

    private DownlinkCall(Call call, UdpRelay relay, BrowserPage viewer)
    {
        _call = call;
        Relay = relay;
        _viewer = viewer;
    }

    public UdpRelay Relay { get; }

    public VideoTimeline Timeline { get; } = new();

    public static async Task<DownlinkCall> StartAsync(DownlinkOptions options)
    {
        Call call = await Call.StartAsync(options.Viewer == "firefox");
        UdpRelay? relay = null;
        try
        {
            BrowserPage sender = await call.JoinAsync(SenderId, options: SenderOptions(options));
            await sender.WaitForAsync(
                "the top encoding leaves",
                report => report.Producers.Any(one => one.Kind == "video" && one.TargetBitrate >= 0.9 * options.Ladder.Sum()),
                StartLimit);
            // All browsers of a room send to one port of the server.
            JsonNode tuple = (await sender.CallAsync("serverStats"))!["transports"]![0]!["iceSelectedTuple"]!;
            var server = new IPEndPoint(IPAddress.Parse(tuple["localIp"]!.GetValue<string>()), tuple["localPort"]!.GetValue<int>());
            relay = await UdpRelay.StartAsync(server, call.NetworkName);
            relay.SetDown(options.Free);
            relay.SetUp(new LinkConditions { Delay = options.Free.Delay });
            BrowserPage viewer = await call.OpenAsync(options.Viewer);
            var made = new DownlinkCall(call, relay, viewer);
            await viewer.JoinAsync(call.Server.RoomUrl(Call.RoomId, ViewerId), new JsonObject
            {
                ["audio"] = false,
                ["video"] = false,
                ["relayPort"] = relay.Port,
            });
            await viewer.CallAsync("startSamples");
            return made;
        }
        catch
        {
            relay?.Dispose();
            await call.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets the call go on and takes what the viewer notes.</summary>
    public async Task WatchAsync(TimeSpan duration)
    {
        double end = VideoTimeline.Now + duration.TotalMilliseconds;
        while (VideoTimeline.Now < end)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Clamp(end - VideoTimeline.Now, 1, 500)));
            await TakeAsync();
        }
    }

    /// <summary>Lets the call go on until the newest sample satisfies a condition; whether it did in time.</summary>
    public async Task<bool> WatchUntilAsync(Func<VideoSample, bool> condition, TimeSpan limit)
    {
        double end = VideoTimeline.Now + limit.TotalMilliseconds;
        while (VideoTimeline.Now < end)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100));
            await TakeAsync();
            if (Timeline.Samples.Count > 0 && condition(Timeline.Last))
            {
                return true;
            }
        }

        return false;
    }

    public async Task<ServerView> GetServerViewAsync()
    {
        JsonNode transport = (await _viewer.CallAsync("serverStats"))!["transports"]!.AsArray()[^1]!;
        return new ServerView(
            transport["availableOutgoingBitrate"]?.GetValue<long>() ?? 0,
            transport["probationBytesSent"]!.GetValue<long>(),
            transport["bytesSent"]!.GetValue<long>());
    }

    /// <summary>The streams that the viewer's browser counts.</summary>
    public async Task<IReadOnlyList<long>> GetReceivedSsrcsAsync() =>
        [.. (await _viewer.CallAsync("receivedSsrcs"))!.AsArray().Select(static ssrc => ssrc!.GetValue<long>())];

    /// <summary>One line a second of what was seen.</summary>
    public string Describe() => Timeline.Describe();

    public async ValueTask DisposeAsync()
    {
        await _call.DisposeAsync();
        Relay.Dispose();
    }

    private async Task TakeAsync() => Timeline.Add(await _viewer.CallAsync<VideoSample[]>("samples"));

    private static JsonObject SenderOptions(DownlinkOptions options) => new()
    {
        ["width"] = Width,
        ["height"] = TopHeight,
        ["noiseFrameRate"] = options.FrameRate,
        ["codec"] = "video/VP8",
        ["encodings"] = new JsonArray([.. options.Ladder.Select((bitrate, index) => new JsonObject
        {
            ["rid"] = $"r{index}",
            ["scaleResolutionDownBy"] = 1 << (options.Ladder.Count - 1 - index),
            ["maxBitrate"] = bitrate,
            ["scalabilityMode"] = options.ScalabilityMode,
        })]),
    };
}
