using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>
/// A bottleneck whose queue holds no burst: packets are lost although hardly any of them waits. Smaller bursts test it, because that costs nothing anybody sees: if
/// the loss goes away, they stay for a while, longer each time; if it stays, it has another cause.
/// </summary>
internal sealed class ShallowQueue
{
    private const double LeastLoss = 0.03;

    /// <summary>Milliseconds. A queue that lets packets wait longer holds a burst.</summary>
    private const double MostWait = 50;

    /// <summary>What remains of loss that bursts caused.</summary>
    private const double GoneShare = 0.5;

    /// <summary>The loss window holds nothing from before after it.</summary>
    private static readonly TimeSpan Trial = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan FirstLife = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(10);

    private Timestamp _lossySince = Timestamp.Never;
    private Timestamp _decidedAt = Timestamp.Never;
    private Timestamp _until = Timestamp.Zero;
    private Timestamp _notBefore = Timestamp.Zero;
    private TimeSpan _life = FirstLife;
    private double _lossBefore;

    /// <summary>Whether bursts should be small now.</summary>
    public bool IsMarked(Timestamp now) => now < _until;

    /// <summary>Looks at the loss of media in the last two seconds and at how long packets waited at most.</summary>
    /// <param name="now">The time.</param>
    /// <param name="loss">The share that was lost, 0 to 1.</param>
    /// <param name="longestWait">Milliseconds.</param>
    public void Update(Timestamp now, double loss, double longestWait)
    {
        if (!_decidedAt.IsNever)
        {
            EndTrialIfDue(now, loss);
            return;
        }

        bool isLossy = loss > LeastLoss && longestWait < MostWait;
        _lossySince = isLossy ? Timestamp.Min(_lossySince, now) : Timestamp.Never;
        if (isLossy && !IsMarked(now) && now >= _notBefore && now - _lossySince >= Trial / 2)
        {
            _lossBefore = loss;
            _decidedAt = now + Trial;
            _until = now + FirstLife;
        }
    }

    /// <summary>A loss trial has shown that the rate caused the loss, and no queue: a bucket or a short queue overflowed.</summary>
    public void Confirm(Timestamp now)
    {
        _decidedAt = Timestamp.Never;
        _lossySince = Timestamp.Never;
        _until = now + _life;
        _life = _life * 2 > LongestLife ? LongestLife : _life * 2;
    }

    public void Clear()
    {
        _decidedAt = Timestamp.Never;
        _lossySince = Timestamp.Never;
        _until = Timestamp.Zero;
        _notBefore = Timestamp.Zero;
        _life = FirstLife;
    }

    private void EndTrialIfDue(Timestamp now, double loss)
    {
        if (now < _decidedAt)
        {
            return;
        }

        if (loss < GoneShare * _lossBefore)
        {
            Confirm(now);
            return;
        }

        _decidedAt = Timestamp.Never;
        _until = Timestamp.Zero;
        _notBefore = now + FirstLife;
    }
}
