using System.Globalization;
using Tureen.Interop.Tests.Downlinks.Relays;
using Tureen.Interop.Tests.Native;

namespace Tureen.Interop.Tests.Downlinks;

/// <summary>B7 and B8: a browser's downlink loses packets at random, or is down for a while. The short form has wide bounds.</summary>
[Trait(LongFloor.Trait, LongFloor.Value)]
public sealed class RoughDownlinkTests(ITestOutputHelper output)
{
    private static readonly TimeSpan TopLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Lossy = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BackLimit = TimeSpan.FromSeconds(12);

    [Theory]
    [InlineData(0.05)]
    public async Task Random_loss_on_a_fast_link_costs_no_layer(double loss)
    {
        var link = new LinkConditions { Rate = 5_000_000 };
        await using DownlinkCall call = await StartAtTopAsync(link);
        double from = VideoTimeline.Now;
        LinkCount before = call.Relay.Down;
        call.Relay.SetDown(link with { Loss = loss });
        await call.WatchAsync(Lossy);

        double share = call.Timeline.ShareOf(from, call.Timeline.Last.TimeMs, DownlinkCall.TopHeight);
        (long freezes, double frozen) = call.Timeline.Freezes(from, call.Timeline.Last.TimeMs);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"loss {loss:P0}: {call.Relay.Down.Lost - before.Lost} packets lost, top layer {share:P0} of the time, freezes {freezes} ({frozen:F2} s)"));
        Assert.True(call.Relay.Down.Lost > before.Lost);
        Assert.True(share >= (LongFloor.IsOn ? 0.99 : 0.6), call.Describe());
        Assert.True(frozen <= (LongFloor.IsOn ? 0.5 : 4), call.Describe());
    }

    [Fact]
    public async Task The_picture_comes_back_after_an_outage()
    {
        // 1. Three seconds without a link.
        var link = new LinkConditions { Rate = 5_000_000 };
        await using DownlinkCall call = await StartAtTopAsync(link);
        call.Relay.SetDown(link with { IsDown = true });
        call.Relay.SetUp(new LinkConditions { IsDown = true });
        await call.WatchAsync(Outage);
        double back = VideoTimeline.Now;
        long frames = call.Timeline.Last.FramesDecoded;
        call.Relay.SetDown(link);
        call.Relay.SetUp(new LinkConditions());

        // 2. A picture, then the top layer.
        bool isBack = await call.WatchUntilAsync(
            sample => sample.FramesDecoded > frames && sample.FrameHeight == DownlinkCall.TopHeight, BackLimit);
        await call.WatchAsync(Rest);
        double? picture = call.Timeline.SecondsUntil(back, sample => sample.FramesDecoded > frames);
        double? top = call.Timeline.SecondsUntil(
            back, sample => sample.FramesDecoded > frames && sample.FrameHeight == DownlinkCall.TopHeight);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"outage: picture after {picture:F2} s, top layer after {top:F2} s, PLI {call.Timeline.Last.PliCount}"));
        Assert.True(isBack, call.Describe());
        Assert.True(picture <= (LongFloor.IsOn ? 0.5 : 5), call.Describe());
        Assert.True(top <= (LongFloor.IsOn ? 3 : 10), call.Describe());
    }

    private static async Task<DownlinkCall> StartAtTopAsync(LinkConditions link)
    {
        DownlinkCall call = await DownlinkCall.StartAsync(new DownlinkOptions { Free = link });
        bool isTop = await call.WatchUntilAsync(static sample => sample.FrameHeight == DownlinkCall.TopHeight, TopLimit);
        if (!isTop)
        {
            string seen = call.Describe();
            await call.DisposeAsync();
            Assert.Fail($"The top layer did not come.\n{seen}");
        }

        await call.WatchAsync(Rest);
        return call;
    }
}
