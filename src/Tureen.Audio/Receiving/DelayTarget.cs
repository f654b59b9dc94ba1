namespace Tureen.Audio.Receiving;

/// <summary>How long frames shall wait at present.</summary>
internal sealed class DelayTarget(ReceiverOptions options)
{
    /// <summary>Share of packets. With less loss than this, waiting for what repairs it costs more than it brings.</summary>
    private const double NotableLoss = 0.003;

    /// <summary>How much of the estimate is renewed with each packet: about two seconds of 20 ms.</summary>
    private const double Renewal = 0.01;

    private static readonly TimeSpan Initial = TimeSpan.FromMilliseconds(40);

    private readonly DelayEstimator _estimator = new();
    private double _loss;
    private TimeSpan _repairTime;

    public bool HasBase => _estimator.HasBase;

    public TimeSpan Value
    {
        get
        {
            TimeSpan target = _estimator.Target ?? Initial;
            if (_loss > NotableLoss)
            {
                target += _repairTime;
            }

            return target < options.MinDelay ? options.MinDelay : target > options.MaxDelay ? options.MaxDelay : target;
        }
    }

    /// <summary>How long after the fastest packet a timestamp has now waited.</summary>
    public TimeSpan WaitOf(TimeSpan now, long timestamp) => DelayEstimator.TransitOf(now, timestamp) - _estimator.Base;

    /// <summary>Takes a packet.</summary>
    /// <param name="arrivedAt">When it arrived.</param>
    /// <param name="timestamp">Its timestamp.</param>
    /// <param name="hasGap">Whether one before it is missing; null if it is older itself.</param>
    /// <param name="repairTime">How much later than a frame the packet that repeats it comes; 0 if nothing is repeated.</param>
    public void Observe(TimeSpan arrivedAt, long timestamp, bool? hasGap, TimeSpan repairTime)
    {
        _estimator.Observe(arrivedAt, timestamp);
        if (hasGap is { } gap)
        {
            _loss += ((gap ? 1 : 0) - _loss) * Renewal;
            _repairTime = repairTime;
        }
    }

    public void Reset()
    {
        _estimator.Reset();
        _loss = 0;
    }
}
