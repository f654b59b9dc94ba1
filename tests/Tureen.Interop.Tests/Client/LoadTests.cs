using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Browsers;
using Tureen.Interop.Tests.Rooms;
using Tureen.Server.Load.Participants;
using Tureen.Server.Load.Reports;
using Tureen.Server.Load.Scenarios;

namespace Tureen.Interop.Tests.Client;

/// <summary>A participant of a load and a browser see each other.</summary>
public sealed class LoadTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Chromium_decodes_the_pictures_of_a_load_up_to_the_highest_encoding()
    {
        await using Call call = await Call.StartAsync();
        using var stop = new CancellationTokenSource();
        Task<LoadReport> running = LoadRun.RunAsync(
            new LoadScenario { Server = new Uri($"http://{call.Server.Address}"), Participants = 1, Publishers = 1, Duration = Limit }, static _ => { }, stop.Token);

        BrowserPage page = await call.OpenAsync();
        await page.JoinAsync(call.Server.RoomUrl("load-1", "person"), new JsonObject { ["audio"] = false });
        PageReport seen = await page.WaitForAsync(
            "the pictures are decoded",
            static one => one.Consumers.Any(static consumer => consumer is { IsVideo: true, FrameHeight: 720, FramesDecoded: > 30 })
                && one.Consumers.Any(static consumer => consumer is { IsVideo: false, PacketsReceived: > 50 }),
            Limit);
        await stop.CancelAsync();
        LoadReport report = await running;

        Assert.Empty(seen.Errors);
        Assert.Empty(report.Errors);
        Assert.True(report.Video.Frames > 0);
        Assert.DoesNotContain("0", report.Video.FramePercentByHeight.Keys);
    }
}
