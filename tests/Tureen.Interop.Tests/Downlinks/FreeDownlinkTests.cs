using System.Globalization;

namespace Tureen.Interop.Tests.Downlinks;

/// <summary>B12: what a browser sees of the probes while nothing limits its downlink.</summary>
public sealed class FreeDownlinkTests(ITestOutputHelper output)
{
    private const long ProbationSsrc = 1234;

    private static readonly TimeSpan TopLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(8);

    [Theory]
    [InlineData("chromium")]
    [InlineData("firefox")]
    public async Task The_top_layer_comes_and_stays_and_probes_are_invisible(string viewer)
    {
        // 1. The top layer comes.
        var options = new DownlinkOptions { Viewer = viewer };
        await using DownlinkCall call = await DownlinkCall.StartAsync(options);
        double joined = VideoTimeline.Now;
        bool isTop = await call.WatchUntilAsync(static sample => sample.FrameHeight == DownlinkCall.TopHeight, TopLimit);
        Assert.True(isTop, $"The top layer did not come.\n{call.Describe()}");
        VideoSample first = call.Timeline.Last;

        // 2. It stays.
        await call.WatchAsync(Watched);
        VideoSample last = call.Timeline.Last;
        ServerView server = await call.GetServerViewAsync();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{viewer}: top after {(first.TimeMs - joined) / 1000:F1} s, available {server.Available / 1000} kbit/s, probes {server.ProbationBytes} bytes, "
                + $"freezes {last.FreezeCount}, PLI {last.PliCount}, key frames {last.KeyFramesDecoded}, lost {last.PacketsLost}"));
        string seen = call.Describe();
        Assert.True(call.Timeline.HeightChanges(first.TimeMs, last.TimeMs).Count == 0, seen);
        Assert.True(last.PliCount - first.PliCount <= 1, seen);
        Assert.True(last.TotalFreezesDuration - first.TotalFreezesDuration < 2, seen);

        // 3. The server knows that the top layer fits, and its probes are no stream of the page.
        Assert.True(server.Available >= options.Ladder[^1], $"{server}\n{seen}");
        if (viewer == "chromium")
        {
            // Firefox lists every receiver that its description names, also the one of the probes, which has no track.
            Assert.DoesNotContain(ProbationSsrc, await call.GetReceivedSsrcsAsync());
        }
    }
}
