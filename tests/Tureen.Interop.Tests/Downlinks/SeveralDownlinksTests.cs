using System.Globalization;
using Tureen.Interop.Tests.Downlinks.Relays;
using Tureen.Interop.Tests.Native;

namespace Tureen.Interop.Tests.Downlinks;

/// <summary>
/// B9, B10 and B14: viewers with links of different kinds watch one camera. One has 500 kbit/s from the start, one has a link like Wi-Fi, and the
/// others notice nothing of that. The short form has wide bounds.
/// </summary>
[Trait(LongFloor.Trait, LongFloor.Value)]
public sealed class SeveralDownlinksTests(ITestOutputHelper output)
{
    private const double Limit = 500_000;
    private const double WiFi = 5_000_000;

    private static readonly TimeSpan TopLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(8);

    /// <summary>Viewers with a free link, viewers with a limit, round.</summary>
    public static TheoryData<int, int, int> Runs()
    {
        TheoryData<int, int, int> runs = [];
        int rounds = LongFloor.Number("TUREEN_DOWNLINK_ROUNDS", 0, 5);
        for (int round = 1; round <= rounds; round++)
        {
            runs.Add(5, 2, round);
        }

        if (rounds == 0)
        {
            runs.Add(1, 1, 1);
        }

        return runs;
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task A_viewer_gets_what_its_own_link_carries(int free, int limited, int round)
    {
        // 1. Those with good links join and get the top layer.
        await using DownlinkCall call = await DownlinkCall.StartSenderAsync(new DownlinkOptions());
        await call.AddViewerAsync(new LinkConditions { Rate = WiFi, Aggregates = LongFloor.IsOn ? Aggregates.Heavy : Aggregates.Light });
        for (int count = 0; count < free; count++)
        {
            await call.AddViewerAsync(new LinkConditions());
        }

        bool areTop = await call.WatchUntilAllAsync(static viewer => IsTop(viewer), TopLimit);
        Assert.True(areTop, $"The top layer did not come.\n{call.Describe()}");
        List<DownlinkViewer> good = [.. call.Viewers];
        List<long> available = await GetAvailableAsync(good);

        // 2. Those with a limit join.
        double from = VideoTimeline.Now;
        List<DownlinkViewer> thin = [];
        for (int count = 0; count < limited; count++)
        {
            thin.Add(await call.AddViewerAsync(new LinkConditions { Rate = Limit }));
        }

        await call.WatchAsync(Settling);
        double settledAt = VideoTimeline.Now;
        List<long> carried = [.. thin.Select(static viewer => viewer.Relay.Down.Bytes)];
        await call.WatchAsync(Watched);

        // 3. Each of them gets a picture at once, and one that fits.
        foreach ((DownlinkViewer viewer, long before) in thin.Zip(carried))
        {
            double to = VideoTimeline.Now;
            double used = (viewer.Relay.Down.Bytes - before) * 8000 / (to - settledAt) / Limit;
            double? picture = viewer.Timeline.SecondsUntil(viewer.JoinedAt, static sample => sample.FramesDecoded > 0);
            int switches = viewer.Timeline.HeightChanges(settledAt, to).Count;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"round {round}, {Limit / 1000:F0} kbit/s: picture after {picture:F2} s, {used:P0} used, {switches} switches, {viewer.Relay.Down.Dropped} dropped"));
            Assert.True(picture <= (LongFloor.IsOn ? 1 : 5), call.Describe());
            Assert.True(used >= (LongFloor.IsOn ? 0.7 : 0.25), call.Describe());
            Assert.True(switches <= (LongFloor.IsOn ? 0 : 4), call.Describe());
            Assert.True(viewer.Timeline.Last.FrameHeight < DownlinkCall.TopHeight, call.Describe());
        }

        // 4. The others keep the top layer, and the server thinks of their links as before.
        List<long> later = await GetAvailableAsync(good);
        for (int index = 0; index < good.Count; index++)
        {
            double share = good[index].Timeline.ShareOf(from, VideoTimeline.Now, DownlinkCall.TopHeight);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"round {round}, {(index == 0 ? "Wi-Fi" : "free")}: top layer {share:P0} of the time, available {available[index] / 1000}, then {later[index] / 1000} kbit/s"));
            Assert.True(share >= (LongFloor.IsOn ? 1 : 0.8), call.Describe());
            Assert.True(later[index] >= (LongFloor.IsOn ? 0.9 : 0.5) * available[index], call.Describe());
        }
    }

    private static bool IsTop(DownlinkViewer viewer) =>
        viewer.Timeline.Samples.Count > 0 && viewer.Timeline.Last.FrameHeight == DownlinkCall.TopHeight;

    private static async Task<List<long>> GetAvailableAsync(IEnumerable<DownlinkViewer> viewers)
    {
        List<long> available = [];
        foreach (DownlinkViewer viewer in viewers)
        {
            available.Add((await viewer.GetServerViewAsync()).Available);
        }

        return available;
    }
}
