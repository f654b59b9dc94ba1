using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Browsers;
using Tureen.Interop.Tests.Rooms;

namespace Tureen.Interop.Tests.DropIn;

/// <summary>Browsers in the room of an application on npm mediasoup, whose worker is ours.</summary>
public sealed class NodeRoomTests
{
    private const int Width = 960;
    private const int Height = 540;

    private static readonly TimeSpan LayerLimit = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan DataLimit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Browsers_see_and_hear_each_other_pause_and_close()
    {
        await using Call call = await Call.StartOnNodeAsync();
        BrowserPage ada = await call.JoinAsync("ada");
        BrowserPage bob = await call.JoinAsync("bob");
        await bob.WaitForMediaAsync(1);
        await ada.WaitForMediaAsync(1);
        await CallProgress.AssertMediaFlowsAsync([ada, bob], TimeSpan.FromSeconds(5));

        // 1. A pause is silence, and the end of it is not.
        ConsumerReport video = (await bob.ReportAsync()).Consumer("ada", "video");
        await ada.CallAsync("pauseProducer", "video");
        await bob.AssertStopsAsync("ada", "video");
        await ada.CallAsync("resumeProducer", "video");
        await bob.WaitForRiseAsync(video with { FramesDecoded = (await bob.ReportAsync()).Consumer("ada", "video").FramesDecoded });

        // 2. The statistics report what flowed.
        JsonNode stats = (await bob.CallAsync("serverStats"))!;
        Assert.Contains(stats["transports"]!.AsArray(), static stat => stat!["rtpBytesSent"]!.GetValue<double>() > 0);
        Assert.Contains(stats["consumers"]!.AsArray(), static stat => stat!["packetCount"]!.GetValue<double>() > 0);

        // 3. New ICE credentials change nothing.
        await ada.CallAsync("restartIce");
        await bob.WaitForRiseAsync((await bob.ReportAsync()).Consumer("ada", "video"));

        // 4. A producer takes its consumers with it.
        await ada.CallAsync("closeProducer", "video");
        await bob.WaitForAsync("the video is gone", static report => report.Consumers.Count == 1, DataLimit);
    }

    [Fact]
    public async Task A_viewer_gets_the_simulcast_layer_that_it_prefers()
    {
        await using Call call = await Call.StartOnNodeAsync();
        await call.JoinAsync("sender", options: new JsonObject
        {
            ["audio"] = false,
            ["width"] = Width,
            ["height"] = Height,
            ["codec"] = "video/VP8",
            ["encodings"] = new JsonArray(
                Encoding("r0", 4, 150_000), Encoding("r1", 2, 400_000), Encoding("r2", 1, 1_200_000)),
        });
        BrowserPage viewer = await call.JoinAsync("viewer", options: new JsonObject { ["audio"] = false, ["video"] = false });

        ConsumerReport video = await WaitForHeightAsync(viewer, Height);
        foreach (int spatial in new[] { 0, 2, 1 })
        {
            await viewer.CallAsync("request", "setConsumerPreferredLayers", new JsonObject
            {
                ["consumerId"] = video.Id,
                ["spatialLayer"] = spatial,
                ["temporalLayer"] = 2,
            });
            await WaitForHeightAsync(viewer, Height >> (2 - spatial));
        }

        Assert.True(await viewer.HasNotificationAsync("consumerLayersChanged", "consumerId", video.Id));
        Assert.True(await viewer.HasNotificationAsync("consumerScore", "consumerId", video.Id));
    }

    [Fact]
    public async Task Messages_go_from_browser_to_browser()
    {
        await using Call call = await Call.StartOnNodeAsync();
        BrowserPage sender = await call.JoinAsync("sender", options: DataOptions());
        BrowserPage receiver = await call.JoinAsync("receiver", options: DataOptions());
        string id = (await sender.CallAsync(
            "produceData", new JsonObject { ["label"] = "test", ["protocol"] = "ordered" }))!.GetValue<string>();
        await WaitForDataAsync(receiver, static report => report.ReadyState == "open");

        await sender.CallAsync("sendData", id, new JsonObject { ["count"] = 500, ["length"] = 1000 });
        await sender.CallAsync("sendData", id, new JsonObject { ["count"] = 2, ["length"] = 200_000, ["first"] = 500 });
        await WaitForDataAsync(receiver, static report => report is { Count: 502, Broken: 0, Duplicates: 0, IsInOrder: true });
    }

    private static JsonObject Encoding(string rid, int scale, int bitrate) => new()
    {
        ["rid"] = rid,
        ["scaleResolutionDownBy"] = scale,
        ["maxBitrate"] = bitrate,
        ["scalabilityMode"] = "L1T3",
    };

    private static JsonObject DataOptions() => new() { ["audio"] = false, ["video"] = false, ["data"] = true };

    private static async Task<ConsumerReport> WaitForHeightAsync(BrowserPage viewer, int height)
    {
        PageReport report = await viewer.WaitForAsync(
            $"a picture {height} high",
            report => report.Consumers.Any(one => Math.Abs(one.FrameHeight - height) <= 4),
            LayerLimit);
        return report.Consumer("sender", "video");
    }

    private static async Task WaitForDataAsync(BrowserPage page, Func<DataReport, bool> condition)
    {
        using CancellationTokenSource deadline = new(DataLimit);
        while (true)
        {
            DataReport[] reports = await page.CallAsync<DataReport[]>("dataReport");
            if (reports.Any(condition))
            {
                return;
            }

            Assert.False(deadline.IsCancellationRequested, $"The messages did not come: {string.Join(", ", (object[])reports)}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
        }
    }
}
