namespace Tureen.Audio.Receiving;

/// <summary>
/// How much later than the fastest packets the others come, and so how long a frame must wait to be there in time. The fastest packet of the last two
/// seconds is the measure, so that neither the clocks of the two ends nor their drift matter.
/// </summary>
internal sealed class DelayEstimator
{
    /// <summary>Milliseconds of delay that are counted as one.</summary>
    private const int BucketMilliseconds = 5;
    private const int Buckets = 400;

    /// <summary>How much of the past stays with each packet: a bad second is forgotten after some eight seconds of 20 ms packets.</summary>
    private const double Memory = 0.993;

    /// <summary>The share of packets that should be there in time. A single spike does not count for long, several do.</summary>
    private const double InTime = 0.9935;

    /// <summary>Packets at the beginning count this much more than their share, because the first ones often come late on a machine that only starts.</summary>
    private const double EarlyWeight = 3;

    /// <summary>Packets. Before them, the initial delay holds.</summary>
    private const int Initial = 10;

    private const int MaxWindow = 256;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    private readonly double[] _shares = new double[Buckets];
    private readonly (TimeSpan ArrivedAt, TimeSpan Transit)[] _fastest = new (TimeSpan, TimeSpan)[MaxWindow];
    private int _fastestFirst;
    private int _fastestCount;
    private int _packets;

    /// <summary>Whether a packet has come.</summary>
    public bool HasBase => _fastestCount > 0;

    /// <summary>Arrival minus timestamp of the fastest packet.</summary>
    public TimeSpan Base => _fastest[_fastestFirst].Transit;

    /// <summary>How long a frame must wait, counted from when the fastest packet would be there; null while too little is known.</summary>
    public TimeSpan? Target { get; private set; }

    public static TimeSpan TransitOf(TimeSpan arrivedAt, long timestamp) => arrivedAt - AudioRate.ToTime(timestamp, AudioRate.RtpClock);

    public void Observe(TimeSpan arrivedAt, long timestamp)
    {
        TimeSpan transit = TransitOf(arrivedAt, timestamp);
        AddToWindow(arrivedAt, transit);
        int bucket = (int)Math.Clamp((transit - Base).TotalMilliseconds / BucketMilliseconds, 0, Buckets - 1);
        double share = Math.Max(1 - Memory, EarlyWeight / (_packets + EarlyWeight));
        for (int i = 0; i < Buckets; i++)
        {
            _shares[i] *= 1 - share;
        }

        _shares[bucket] += share;
        _packets++;
        Target = _packets < Initial ? null : TimeSpan.FromMilliseconds(BucketMilliseconds * (Quantile() + 1));
    }

    public void Reset()
    {
        Array.Clear(_shares);
        _fastestCount = 0;
        _packets = 0;
        Target = null;
    }

    private int Quantile()
    {
        double late = 1;
        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            late -= _shares[bucket];
            if (late <= 1 - InTime)
            {
                return bucket;
            }
        }

        return Buckets - 1;
    }

    /// <summary>A queue of ever slower packets: whatever a later one beats can never be the fastest again.</summary>
    private void AddToWindow(TimeSpan arrivedAt, TimeSpan transit)
    {
        while (_fastestCount > 0 && _fastest[Last()].Transit >= transit)
        {
            _fastestCount--;
        }

        while (_fastestCount > 0 && (_fastestCount == MaxWindow || _fastest[_fastestFirst].ArrivedAt < arrivedAt - Window))
        {
            _fastestFirst = (_fastestFirst + 1) % MaxWindow;
            _fastestCount--;
        }

        _fastestCount++;
        _fastest[Last()] = (arrivedAt, transit);
    }

    private int Last() => (_fastestFirst + _fastestCount - 1) % MaxWindow;
}
