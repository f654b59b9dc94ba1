using Tureen.Interop.Tests.Browsers;

namespace Tureen.Interop.Tests.Rooms;

public sealed class MeetingTests
{
    private static readonly TimeSpan WatchTime = TimeSpan.FromSeconds(30);

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
}
