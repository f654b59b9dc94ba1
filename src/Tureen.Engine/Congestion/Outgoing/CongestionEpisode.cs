using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>Congestion by delay from its first cut until the queue is gone.</summary>
internal sealed class CongestionEpisode
{
    private static readonly TimeSpan LeastCutInterval = TimeSpan.FromMilliseconds(200);

    private Timestamp _cutAt;
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

    /// <summary>Whether the last cut was long enough ago to help the queue drain.</summary>
    public bool IsCutOlderThan(Timestamp now, TimeSpan age) => IsActive && now - _cutAt >= age;

    public bool IsCutNewerThan(Timestamp now, TimeSpan age) => now - _cutAt < age;

    public void HandleCut(Timestamp now, double queue, double measured, double rateBefore)
    {
        if (!IsActive)
        {
            IsActive = true;
            StartedAt = now;
            RateBefore = rateBefore;
            MeasuredAtStart = measured;
        }

        _cutAt = now;
        _queueAtCut = queue;
    }

    public void End() => IsActive = false;
}
