using System.Globalization;
using Tureen.Interop.Tests.Downlinks.Relays;

namespace Tureen.Interop.Tests.Downlinks;

/// <summary>A limit that comes to a call at its top layer, stays and goes.</summary>
internal static class LimitRun
{
    private static readonly TimeSpan TopLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Limited = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Adapting = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BackLimit = TimeSpan.FromSeconds(10);

    /// <param name="call">A call behind a relay.</param>
    /// <param name="limit">The link while it is limited.</param>
    /// <param name="free">The link before and after.</param>
    public static async Task<LimitResult> RunAsync(DownlinkCall call, LinkConditions limit, LinkConditions free)
    {
        // 1. At the top, without a limit.
        bool isTop = await call.WatchUntilAsync(static sample => sample.FrameHeight == DownlinkCall.TopHeight, TopLimit);
        Assert.True(isTop, $"The top layer did not come.\n{call.Describe()}");
        await call.WatchAsync(Rest);

        // 2. Limited.
        UdpRelay relay = call.Relay;
        LinkCount before = relay.Down;
        double limitedAt = VideoTimeline.Now;
        relay.SetDown(limit);
        await call.WatchAsync(Adapting);
        double adaptedAt = VideoTimeline.Now;
        LinkCount adapted = relay.Down;
        relay.TakeWaits();
        await call.WatchAsync(Limited - Adapting);

        // 3. Free again.
        LinkCount after = relay.Down;
        double[] waits = [.. relay.TakeWaits().Order()];
        double freeAt = VideoTimeline.Now;
        relay.SetDown(free);
        await call.WatchUntilAsync(static sample => sample.FrameHeight == DownlinkCall.TopHeight, BackLimit);
        await call.WatchAsync(Rest);

        VideoTimeline seen = call.Timeline;
        double delivered = (after.Bytes - adapted.Bytes) * 8000.0 / (freeAt - adaptedAt);
        (long freezes, double frozen) = seen.Freezes(limitedAt, seen.Last.TimeMs);
        return new LimitResult
        {
            AdaptedAfter = seen.SecondsUntil(limitedAt, static sample => sample.FrameHeight < DownlinkCall.TopHeight),
            Dropped = after.Dropped - before.Dropped,
            Delivered = delivered,
            Utilization = delivered / limit.Rate,
            Switches = seen.HeightChanges(adaptedAt, freeAt).Count,
            QueueP95 = waits.Length == 0 ? 0 : waits[waits.Length * 95 / 100],
            BackAfter = seen.SecondsUntil(freeAt, static sample => sample.FrameHeight == DownlinkCall.TopHeight),
            Freezes = freezes,
            FrozenSeconds = frozen,
            LateFreezes = seen.Freezes(adaptedAt, seen.Last.TimeMs).Count,
            Plis = seen.Last.PliCount - seen.At(limitedAt).PliCount,
            Heights = string.Join(", ", seen.HeightChanges(limitedAt, seen.Last.TimeMs).Select(static change => string.Create(
                CultureInfo.InvariantCulture, $"{change.Seconds:F1} s {change.Height}"))),
        };
    }
}
