using Tureen.Interop.Tests.Browsers;

namespace Tureen.Interop.Tests.Rooms;

/// <summary>What must be true of pages that see and hear each other.</summary>
internal static class CallProgress
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StepLimit = TimeSpan.FromSeconds(5);

    /// <summary>Waits until a page decodes a video and hears a sound of each of so many others.</summary>
    public static Task<PageReport> WaitForMediaAsync(this BrowserPage page, int others) => page.WaitForAsync(
        $"{others} videos and {others} audios play",
        report => report.Consumers.Count == 2 * others && report.Consumers.All(Plays),
        ConnectLimit);

    /// <summary>Watches pages for a while: in every step, each video must decode frames and each audio gain energy.</summary>
    public static async Task AssertMediaFlowsAsync(IReadOnlyList<BrowserPage> pages, TimeSpan duration)
    {
        PageReport[] before = await ReportAllAsync(pages);
        for (TimeSpan passed = TimeSpan.Zero; passed < duration; passed += StepLimit)
        {
            await Task.Delay(StepLimit);
            PageReport[] after = await ReportAllAsync(pages);
            for (int index = 0; index < pages.Count; index++)
            {
                AssertRose(before[index], after[index]);
            }

            before = after;
        }
    }

    /// <summary>Waits until one track goes on from where a report saw it.</summary>
    public static Task<PageReport> WaitForRiseAsync(this BrowserPage page, ConsumerReport from) => page.WaitForAsync(
        $"{from.Kind} of {from.PeerId} goes on",
        report => report.Consumers.SingleOrDefault(consumer => consumer.Id == from.Id) is { } now && Rose(from, now),
        ConnectLimit);

    /// <summary>Waits until a track has stopped, then makes sure that it stays so.</summary>
    public static async Task AssertStopsAsync(this BrowserPage page, string peerId, string kind)
    {
        // What is under way when the pause begins may still arrive.
        await Task.Delay(TimeSpan.FromSeconds(1));
        ConsumerReport before = (await page.ReportAsync()).Consumer(peerId, kind);
        await Task.Delay(TimeSpan.FromSeconds(2));
        ConsumerReport after = (await page.ReportAsync()).Consumer(peerId, kind);
        Assert.Equal(before.PacketsReceived, after.PacketsReceived);
    }

    private static void AssertRose(PageReport before, PageReport after)
    {
        Assert.Empty(after.Errors);
        Assert.Equal("connected", after.RecvState);
        foreach (ConsumerReport consumer in after.Consumers)
        {
            ConsumerReport earlier = before.Consumers.Single(one => one.Id == consumer.Id);
            Assert.True(Rose(earlier, consumer), $"A track stands still.\nbefore {earlier}\nafter  {consumer}");
        }
    }

    private static bool Plays(ConsumerReport consumer) =>
        consumer.IsVideo ? consumer.FramesDecoded > 0 && consumer.FirstFrameMs is not null : consumer.TotalAudioEnergy > 0;

    private static bool Rose(ConsumerReport before, ConsumerReport after) => after.IsVideo
        ? after.FramesDecoded > before.FramesDecoded
        : after.TotalAudioEnergy > before.TotalAudioEnergy;

    private static Task<PageReport[]> ReportAllAsync(IReadOnlyList<BrowserPage> pages) =>
        Task.WhenAll(pages.Select(page => page.ReportAsync()));
}
