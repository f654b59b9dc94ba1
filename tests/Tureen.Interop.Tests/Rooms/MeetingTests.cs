using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Browsers;

namespace Tureen.Interop.Tests.Rooms;

public sealed class MeetingTests
{
    private static readonly TimeSpan WatchTime = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan SoundLimit = TimeSpan.FromSeconds(20);

    // Milliseconds from the server's offer of a video to its first frame on the page.
    private const double FirstFrameLimit = 2000;

    [Theory]
    [InlineData("chromium", "chromium", "chromium")]
    [InlineData("firefox", "chromium", "chromium")]
    public async Task Three_browsers_see_and_hear_each_other_for_half_a_minute(params string[] browsers)
    {
        bool hasFirefox = browsers.Contains("firefox", StringComparer.Ordinal);
        await using Call call = await Call.StartAsync(isOwnNetwork: hasFirefox);
        List<BrowserPage> pages = [];
        foreach (string browser in browsers)
        {
            pages.Add(await call.JoinAsync($"peer{pages.Count}", browser));
        }

        foreach (BrowserPage page in pages)
        {
            PageReport report = await page.WaitForMediaAsync(pages.Count - 1);
            Assert.All(report.Consumers.Where(consumer => consumer.IsVideo), video =>
            {
                Assert.True(video.FirstFrameMs <= FirstFrameLimit, $"The first frame came late: {video}");
                Assert.True(video.Width > 0 && video.Height > 0, $"The video has no size: {video}");
            });
        }

        await CallProgress.AssertMediaFlowsAsync(pages, WatchTime);
    }

    [Theory]
    [InlineData("chromium")]
    [InlineData("firefox")]
    public async Task Sound_with_silence_left_out_and_error_correction_is_heard(string browser)
    {
        await using Call call = await Call.StartAsync(isOwnNetwork: browser == "firefox");
        await call.JoinAsync("speaker", browser, new JsonObject { ["video"] = false, ["opusDtx"] = true });
        BrowserPage listener = await call.JoinAsync("listener", browser, new JsonObject { ["audio"] = false, ["video"] = false });
        await listener.WaitForAsync(
            "the sound is heard", static report => report.Consumers.Any(static one => one.TotalAudioEnergy > 0), SoundLimit);

        await CallProgress.AssertMediaFlowsAsync([listener], TimeSpan.FromSeconds(10));
    }
}
