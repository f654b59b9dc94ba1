using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Browsers;

namespace Tureen.Interop.Tests.Rooms;

/// <summary>A viewer chooses among the layers that a browser sends, and gets them.</summary>
public sealed class LayerTests
{
    // From here on Chromium sends three spatial layers.
    private const int Width = 960;
    private const int Height = 540;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan ChangeLimit = TimeSpan.FromSeconds(3);

    [Theory]
    [InlineData("video/VP8")]
    [InlineData("video/H264")]
    [InlineData("video/VP9")]
    [InlineData("video/AV1")]
    public Task A_viewer_gets_the_simulcast_layer_that_it_prefers(string codec) => RunAsync(codec, SimulcastEncodings());

    [Theory]
    [InlineData("video/VP9", "L3T3")]
    [InlineData("video/VP9", "L3T3_KEY")]
    [InlineData("video/AV1", "L1T3")]
    [InlineData("video/AV1", "L3T3_KEY")]
    public Task A_viewer_gets_the_SVC_layer_that_it_prefers(string codec, string scalabilityMode) =>
        RunAsync(codec, [new JsonObject { ["scalabilityMode"] = scalabilityMode, ["maxBitrate"] = 1_500_000 }]);

    [Theory]
    [InlineData("firefox", "chromium")]
    [InlineData("chromium", "firefox")]
    public async Task Firefox_sends_and_receives_simulcast(string senderBrowser, string viewerBrowser)
    {
        await using Call call = await Call.StartAsync(isOwnNetwork: true);
        await call.JoinAsync("sender", senderBrowser, SenderOptions("video/VP8", SimulcastEncodings()));
        BrowserPage viewer = await call.JoinAsync("viewer", viewerBrowser, ViewerOptions());
        ConsumerReport video = await WaitForAsync(viewer, "the highest layer", Height, static _ => true, StartLimit);
        foreach (int spatial in new[] { 0, 2, 1, 0, 2 })
        {
            await PreferAsync(viewer, video, spatial, 2);
            await WaitForAsync(viewer, $"layer {spatial}", Height >> (2 - spatial), static _ => true, ChangeLimit);
        }

        await viewer.WaitForRiseAsync((await viewer.ReportAsync()).Consumer("sender", "video"));
    }

    private static JsonObject SenderOptions(string codec, JsonArray encodings) => new()
    {
        ["audio"] = false,
        ["width"] = Width,
        ["height"] = Height,
        ["encodings"] = encodings,
        ["codec"] = codec,
    };

    private static JsonObject ViewerOptions() => new() { ["audio"] = false, ["video"] = false };

    private static Task<JsonNode?> PreferAsync(BrowserPage viewer, ConsumerReport video, int spatial, int temporal) =>
        viewer.CallAsync("request", "setConsumerPreferredLayers", new JsonObject
        {
            ["consumerId"] = video.Id,
            ["spatialLayer"] = spatial,
            ["temporalLayer"] = temporal,
        });

    private static async Task RunAsync(string codec, JsonArray encodings)
    {
        await using Call call = await Call.StartAsync();
        bool isSpatial = encodings.Count > 1 || encodings[0]!["scalabilityMode"]!.GetValue<string>()[1] == '3';
        await call.JoinAsync("sender", options: SenderOptions(codec, encodings));
        BrowserPage viewer = await call.JoinAsync("viewer", options: ViewerOptions());

        // 1. By default the highest layers come, as soon as the sender's estimate allows them.
        ConsumerReport video = await WaitForAsync(viewer, "the highest layer", Height, one => one.FramesPerSecond > 15, StartLimit);
        Assert.Equal(codec, video.Codec, ignoreCase: true);

        // 2. Every layer, down and up, in leaps and in steps.
        (int Spatial, int Temporal)[] walk = isSpatial
            ? [(0, 2), (2, 2), (1, 2), (0, 0), (2, 0), (1, 1), (2, 2)]
            : [(0, 0), (0, 1), (0, 2), (0, 0), (0, 2)];
        foreach ((int spatial, int temporal) in walk)
        {
            await PreferAsync(viewer, video, spatial, temporal);
            int height = isSpatial ? Height >> (2 - spatial) : Height;
            await WaitForAsync(viewer, $"layer {spatial}.{temporal}", height, one => IsRate(one, temporal), ChangeLimit);
        }

        // 3. No freezes or key frame requests, and a notification of the layers.
        ConsumerReport end = (await viewer.ReportAsync()).Consumer("sender", "video");
        Assert.True(end.PliCount == 0, $"The decoder asked for key frames: {end}");
        Assert.True(end.TotalFreezesDuration < 1, $"The picture froze: {end}");
        Assert.True(await viewer.HasNotificationAsync("consumerLayersChanged", "consumerId", video.Id));
        Assert.True(await viewer.HasNotificationAsync("consumerScore", "consumerId", video.Id));
    }

    /// <summary>Encoders round heights to what they like to have.</summary>
    private static bool IsHeight(ConsumerReport report, int height) => Math.Abs(report.FrameHeight - height) <= 4;

    /// <summary>The fake camera gives 20 frames a second, of which each temporal layer below takes a half away.</summary>
    private static bool IsRate(ConsumerReport report, int temporalLayer) => temporalLayer switch
    {
        0 => report.FramesPerSecond is > 2 and < 8,
        1 => report.FramesPerSecond is > 7 and < 14,
        _ => report.FramesPerSecond > 14,
    };

    private static async Task<ConsumerReport> WaitForAsync(
        BrowserPage viewer, string what, int height, Func<ConsumerReport, bool> condition, TimeSpan limit)
    {
        PageReport report = await viewer.WaitForAsync(
            what,
            report => report.Consumers.Any(one => IsHeight(one, height) && condition(one)),
            limit);
        return report.Consumer("sender", "video");
    }

    private static JsonArray SimulcastEncodings() =>
    [
        new JsonObject { ["rid"] = "r0", ["scaleResolutionDownBy"] = 4, ["maxBitrate"] = 150_000, ["scalabilityMode"] = "L1T3" },
        new JsonObject { ["rid"] = "r1", ["scaleResolutionDownBy"] = 2, ["maxBitrate"] = 400_000, ["scalabilityMode"] = "L1T3" },
        new JsonObject { ["rid"] = "r2", ["scaleResolutionDownBy"] = 1, ["maxBitrate"] = 1_200_000, ["scalabilityMode"] = "L1T3" },
    ];
}
