using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Browsers;
using Tureen.Interop.Tests.Downlinks.Relays;
using Tureen.Interop.Tests.Rooms;

namespace Tureen.Interop.Tests.Downlinks;

/// <summary>One browser sends a picture that fills its bitrate, in three encodings; others receive it, each through a relay of its own.</summary>
internal sealed class DownlinkCall : IAsyncDisposable
{
    public const int TopHeight = 540;

    private const int Width = 960;
    private const string SenderId = "sender";

    /// <summary>Frames after which an encoder of a layered stream has found its bitrate.</summary>
    private const int LayeredStartFrames = 200;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(40);

    private readonly Call _call;
    private readonly IPEndPoint _server;
    private readonly List<DownlinkViewer> _viewers = [];

    private DownlinkCall(Call call, IPEndPoint server)
    {
        _call = call;
        _server = server;
    }

    /// <summary>Those who receive, in the order in which they joined.</summary>
    public IReadOnlyList<DownlinkViewer> Viewers => _viewers;

    /// <summary>The link of the first viewer.</summary>
    public UdpRelay Relay => _viewers[0].Relay;

    /// <summary>What the first viewer sees.</summary>
    public VideoTimeline Timeline => _viewers[0].Timeline;

    /// <summary>A call with a viewer.</summary>
    public static async Task<DownlinkCall> StartAsync(DownlinkOptions options)
    {
        DownlinkCall made = await StartSenderAsync(options);
        try
        {
            await made.AddViewerAsync(options.Free, options.Viewer);
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    /// <summary>A call that nobody watches yet.</summary>
    public static async Task<DownlinkCall> StartSenderAsync(DownlinkOptions options)
    {
        Call call = await Call.StartAsync(options.Viewer == "firefox");
        try
        {
            BrowserPage sender = await call.JoinAsync(SenderId, options: SenderOptions(options));
            await sender.WaitForAsync(
                "the top encoding leaves",
                report => report.Producers.Any(one => one.Kind == "video" && IsSendingAll(one, options)),
                StartLimit);

            // All browsers of a room send to one port of the server.
            JsonNode tuple = (await sender.CallAsync("serverStats"))!["transports"]![0]!["iceSelectedTuple"]!;
            return new DownlinkCall(
                call, new IPEndPoint(IPAddress.Parse(tuple["localIp"]!.GetValue<string>()), tuple["localPort"]!.GetValue<int>()));
        }
        catch
        {
            await call.DisposeAsync();
            throw;
        }
    }

    /// <summary>One more receives.</summary>
    public async Task<DownlinkViewer> AddViewerAsync(LinkConditions link, string browser = "chromium")
    {
        string peerId = string.Create(CultureInfo.InvariantCulture, $"viewer{_viewers.Count}");
        DownlinkViewer viewer = await DownlinkViewer.JoinAsync(_call, browser, peerId, _server, link);
        _viewers.Add(viewer);
        return viewer;
    }

    /// <summary>Lets the call go on and takes what the viewers note.</summary>
    public async Task WatchAsync(TimeSpan duration)
    {
        double end = VideoTimeline.Now + duration.TotalMilliseconds;
        while (VideoTimeline.Now < end)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Clamp(end - VideoTimeline.Now, 1, 500)));
            await TakeAsync();
        }
    }

    /// <summary>Lets the call go on until the first viewer's newest sample satisfies a condition; whether it did in time.</summary>
    public Task<bool> WatchUntilAsync(Func<VideoSample, bool> condition, TimeSpan limit) =>
        WatchUntilAllAsync(viewer => viewer != _viewers[0] || (viewer.Timeline.Samples.Count > 0 && condition(viewer.Timeline.Last)), limit);

    /// <summary>The same until all viewers satisfy one.</summary>
    public async Task<bool> WatchUntilAllAsync(Func<DownlinkViewer, bool> condition, TimeSpan limit)
    {
        double end = VideoTimeline.Now + limit.TotalMilliseconds;
        while (VideoTimeline.Now < end)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100));
            await TakeAsync();
            if (_viewers.TrueForAll(viewer => condition(viewer)))
            {
                return true;
            }
        }

        return false;
    }

    public Task<ServerView> GetServerViewAsync() => _viewers[0].GetServerViewAsync();

    /// <summary>The streams that the first viewer's browser counts.</summary>
    public Task<IReadOnlyList<long>> GetReceivedSsrcsAsync() => _viewers[0].GetReceivedSsrcsAsync();

    /// <summary>One line a second of what each viewer saw.</summary>
    public string Describe() => string.Join('\n', _viewers.Select(static viewer => viewer.Timeline.Describe()));

    public async ValueTask DisposeAsync()
    {
        await _call.DisposeAsync();
        _viewers.ForEach(static viewer => viewer.Dispose());
    }

    /// <summary>Chromium reports the target of the lowest layer alone for a stream that has layers itself; there some frames must do.</summary>
    private static bool IsSendingAll(ProducerReport video, DownlinkOptions options) => options.Ladder.Count > 1
        ? video.TargetBitrate >= 0.9 * options.Ladder.Sum()
        : video.FramesEncoded >= LayeredStartFrames;

    private async Task TakeAsync()
    {
        foreach (DownlinkViewer viewer in _viewers)
        {
            await viewer.TakeAsync();
        }
    }

    private static JsonObject SenderOptions(DownlinkOptions options) => new()
    {
        ["width"] = Width,
        ["height"] = TopHeight,
        ["noiseFrameRate"] = options.FrameRate,
        ["codec"] = options.Codec,
        ["encodings"] = new JsonArray([.. options.Ladder.Select((_, index) => Encoding(options, index))]),
    };

    private static JsonObject Encoding(DownlinkOptions options, int index)
    {
        var encoding = new JsonObject
        {
            ["scaleResolutionDownBy"] = 1 << (options.Ladder.Count - 1 - index),
            ["maxBitrate"] = options.Ladder[index],
            ["scalabilityMode"] = options.ScalabilityMode,
        };
        if (options.Ladder.Count > 1)
        {
            encoding["rid"] = string.Create(CultureInfo.InvariantCulture, $"r{index}");
        }

        return encoding;
    }
}
