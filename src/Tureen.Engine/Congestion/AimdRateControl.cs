using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion;

/// <summary>Raises a target rate while queues are short and lowers it when they grow (draft-ietf-rmcat-gcc-02 §5.5).</summary>
internal sealed class AimdRateControl
{
    private const double DecreaseFactor = 0.85;

    /// <summary>Per second, once the path's capacity has been met.</summary>
    private const double IncreaseFactor = 1.08;

    /// <summary>Per second, as long as it has not: a call should not take half a minute to become sharp.</summary>
    private const double StartIncreaseFactor = 1.5;

    /// <summary>The most by which the target exceeds the measured rate.</summary>
    private const double MaxAhead = 1.5;

    private const long MaxAheadBits = 10_000;

    /// <summary>Bits per second per second that are added near the capacity: about one packet per response time.</summary>
    private const long AdditiveIncrease = 40_000;

    private static readonly TimeSpan DecreaseInterval = TimeSpan.FromMilliseconds(300);

    private readonly Bitrate _minimum;
    private Timestamp _updatedAt;
    private Timestamp _decreasedAt = Timestamp.Zero;
    private bool _hasDecreased;
    private double _capacity;
    private double _target;

    public AimdRateControl(Timestamp now, Bitrate start, Bitrate minimum)
    {
        _updatedAt = now;
        _target = start.BitsPerSecond;
        _minimum = minimum;
    }

    public Bitrate Target => new((long)_target);

    /// <summary>Adapts the target; true when it was lowered, which must be reported to the sender at once.</summary>
    public bool Update(Timestamp now, BandwidthUsage usage, Bitrate incoming)
    {
        double elapsed = Math.Clamp((now - _updatedAt).TotalSeconds, 0, 1);
        _updatedAt = now;
        switch (usage)
        {
            case BandwidthUsage.Overusing:
                return TryDecrease(now, incoming);
            case BandwidthUsage.Normal:
                Increase(elapsed, incoming);
                return false;
            default:
                // While queues drain, hold.
                return false;
        }
    }

    private bool TryDecrease(Timestamp now, Bitrate incoming)
    {
        // The effect of a decrease shows only after a response time.
        if (_hasDecreased && now - _decreasedAt < DecreaseInterval)
        {
            return false;
        }

        double lowered = DecreaseFactor * incoming.BitsPerSecond;
        if (lowered >= _target)
        {
            return false;
        }

        _capacity = _capacity == 0 ? incoming.BitsPerSecond : (0.95 * _capacity) + (0.05 * incoming.BitsPerSecond);
        if (incoming.BitsPerSecond < 0.5 * _capacity)
        {
            _capacity = incoming.BitsPerSecond;
        }

        _hasDecreased = true;
        _decreasedAt = now;
        _target = Math.Max(lowered, _minimum.BitsPerSecond);
        return true;
    }

    private void Increase(double elapsed, Bitrate incoming)
    {
        // Far above the last known capacity the path has changed.
        if (_capacity > 0 && incoming.BitsPerSecond > 1.5 * _capacity)
        {
            _capacity = 0;
            _hasDecreased = false;
        }

        bool isNearCapacity = _capacity > 0 && Math.Abs(_target - _capacity) < 0.15 * _capacity;
        double factor = _hasDecreased ? IncreaseFactor : StartIncreaseFactor;
        double raised = isNearCapacity ? _target + (AdditiveIncrease * elapsed) : _target * Math.Pow(factor, elapsed);
        double ceiling = (MaxAhead * incoming.BitsPerSecond) + MaxAheadBits;

        // A sender that has little to send does not lose what the path has shown to carry.
        _target = Math.Max(_target, Math.Min(raised, ceiling));
    }
}
