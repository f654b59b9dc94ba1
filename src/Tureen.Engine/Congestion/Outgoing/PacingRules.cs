using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>
/// How fast video may leave. What fits leaves at once, since packets that leave together cost the least; only what exceeds the path waits. A path that was not
/// congested in the last minute has no limit: what is available there is only as much as anybody ever wanted.
/// </summary>
internal sealed class PacingRules
{
    /// <summary>How much faster than what is available a burst leaves, where nothing better is known.</summary>
    private const double Share = 1.25;

    /// <summary>Bytes that may leave at once on any path, and before a queue that holds little.</summary>
    private const double LeastDepth = 2000;

    private static readonly TimeSpan Depth = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan ShallowDepth = TimeSpan.FromMilliseconds(10);

    /// <summary>A picture that waited longer is too old to be worth the wait; the rate rises instead.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    /// <summary>How long after the last sign of congestion a limit holds.</summary>
    private static readonly TimeSpan LimitLife = TimeSpan.FromSeconds(60);

    private readonly RecentMaximum _waits = new(slots: 3);
    private Timestamp _limitedUntil = Timestamp.Zero;

    public ShallowQueue Shallow { get; } = new();

    /// <summary>The limit that holds now.</summary>
    /// <param name="now">The time.</param>
    /// <param name="available">Bits per second that are known to fit.</param>
    /// <param name="measured">Bits per second that the path was seen to carry when it was full, which is as fast as anything leaves it; 0 while unknown.</param>
    /// <param name="proven">Bits per second that flow and are proven to fit, whatever is available; 0 while the path is congested.</param>
    /// <param name="probed">Bits per second of the probe that is being sent, which media that waits may fill; 0 for none.</param>
    /// <param name="isShared">Whether others keep the queue full, so that it has room for a packet now and then and for no burst.</param>
    public PacingLimit GetLimit(Timestamp now, double available, double measured, double proven, double probed, bool isShared)
    {
        bool isShallow = isShared || Shallow.IsMarked(now);
        if (now >= _limitedUntil && !isShallow)
        {
            return PacingLimit.None;
        }

        double rate = Math.Max(measured > 0 ? Math.Max(measured, Math.Max(available, proven)) : Share * Math.Max(available, proven), probed);
        double depth = isShallow
            ? Math.Max(LeastDepth, rate / 8 * ShallowDepth.TotalSeconds)
            : Math.Max(LeastDepth, rate / 8 * Depth.TotalSeconds);
        return new PacingLimit(rate, depth, LongestWait);
    }

    /// <summary>A report shows the loss of media in the last two seconds, and the longest wait of a packet since the last report, in milliseconds.</summary>
    public void Update(Timestamp now, double loss, double longestWait)
    {
        _waits.Add(now, longestWait);
        Shallow.Update(now, loss, _waits.Value);
    }

    /// <summary>A cut, a loss trial, or a probe that filled the path.</summary>
    public void HandleCongestion(Timestamp now) => _limitedUntil = now + LimitLife;

    /// <summary>The path is another one.</summary>
    public void Clear()
    {
        _limitedUntil = Timestamp.Zero;
        Shallow.Clear();
    }
}
