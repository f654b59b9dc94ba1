using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>
/// Recognizes a path that became longer for good: the queue steps up and stays flat, while bursts still come through far faster than what is sent. A real queue
/// cannot hide behind this, because it grows.
/// </summary>
internal sealed class BaseShift
{
    private const double MostQueue = 120;
    private const double MostShift = 150;
    private const double FlatShare = 0.2;
    private const double FlatMilliseconds = 8;
    private static readonly TimeSpan LongestHold = TimeSpan.FromMilliseconds(1500);
    private static readonly TimeSpan FlatTime = TimeSpan.FromMilliseconds(900);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private Timestamp _since = Timestamp.Never;
    private Timestamp _flatSince;
    private double _least;
    private double _most;
    private Timestamp _notBefore = Timestamp.Zero;

    /// <summary>Whether a verdict of delay should wait, because the path may have become longer.</summary>
    public bool IsHolding { get; private set; }

    /// <summary>Looks at a queue; true when it is the path, and the base moves by it.</summary>
    /// <param name="now">The time.</param>
    /// <param name="queue">The standing queue, in milliseconds.</param>
    /// <param name="threshold">What counts as a queue.</param>
    /// <param name="areTrainsFast">Whether bursts come through at twice what is sent.</param>
    public bool Update(Timestamp now, double queue, double threshold, bool areTrainsFast)
    {
        if (queue <= threshold || queue > MostQueue || !areTrainsFast || now < _notBefore)
        {
            Reset();
            return false;
        }

        if (_since.IsNever)
        {
            _since = now;
            Restart(now, queue);
        }

        _least = Math.Min(_least, queue);
        _most = Math.Max(_most, queue);
        if (_most - _least > Math.Max(FlatMilliseconds, FlatShare * _least))
        {
            Restart(now, queue);
        }

        IsHolding = now - _since <= LongestHold;
        if (!IsHolding || now - _flatSince < FlatTime || queue > MostShift)
        {
            return false;
        }

        Reset();
        _notBefore = now + Pause;
        return true;
    }

    public void Reset()
    {
        _since = Timestamp.Never;
        IsHolding = false;
    }

    private void Restart(Timestamp now, double queue)
    {
        _flatSince = now;
        _least = queue;
        _most = queue;
    }
}
