using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>Congestion by delay from its first cut until the queue is gone.</summary>
internal sealed class CongestionEpisode
{
    private static readonly TimeSpan LeastCutInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Milliseconds below which a queue drains before anybody minds.</summary>
    private const double StuckQueue = 100;

    private const double StuckShare = 0.6;
    private static readonly TimeSpan StuckTime = TimeSpan.FromMilliseconds(700);

    private Timestamp _cutAt;
    private Timestamp _loweredAt;
    private Timestamp _progressAt;
    private double _largestQueue;
    private double _queueAtCut;

    public bool IsActive { get; private set; }

    public Timestamp StartedAt { get; private set; }

    /// <summary>The largest rate that arrived in the ten seconds before, in bits per second.</summary>
    public double RateBefore { get; private set; }

    /// <summary>What was measured at the first cut, in bits per second.</summary>
    public double MeasuredAtStart { get; private set; }

    /// <summary>Whether another cut may follow: the last one had time to work, or the queue grew all the same.</summary>
    public bool CanCut(Timestamp now, double queue, TimeSpan response) =>
        !IsActive
        || now - _cutAt >= (response > LeastCutInterval ? response : LeastCutInterval)
        || queue > (2 * _queueAtCut) + 50;

    /// <summary>Whether the queue is as high as ever although the cuts had time to work; after this the next of these takes as long again.</summary>
    public bool IsStuck(Timestamp now, double queue, TimeSpan response)
    {
        bool isStuck = IsActive && now - _progressAt >= StuckTime + response && queue > StuckQueue && queue > StuckShare * _largestQueue;
        if (isStuck)
        {
            _progressAt = now;
        }

        return isStuck;
    }

    /// <summary>Whether the last cut that lowered something was long enough ago to help the queue drain.</summary>
    public bool IsLoweringOlderThan(Timestamp now, TimeSpan age) => IsActive && now - _loweredAt >= age;

    /// <summary>Whether a packet that left then shows the effect of the last cut that lowered something.</summary>
    public bool IsEffectSeen(long sentAt) => !IsActive || sentAt > _loweredAt.Microseconds;

    public bool IsCutNewerThan(Timestamp now, TimeSpan age) => now - _cutAt < age;

    public void HandleCut(Timestamp now, double queue, double measured, double rateBefore, bool isLowered)
    {
        _loweredAt = isLowered || !IsActive ? now : _loweredAt;
        if (!IsActive)
        {
            IsActive = true;
            StartedAt = now;
            RateBefore = rateBefore;
            MeasuredAtStart = measured;
            _largestQueue = 0;
            _progressAt = now;
        }

        _largestQueue = Math.Max(_largestQueue, queue);

        _cutAt = now;
        _queueAtCut = queue;
    }

    public void End() => IsActive = false;
}
