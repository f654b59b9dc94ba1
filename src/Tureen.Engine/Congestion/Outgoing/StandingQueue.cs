namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>
/// What even the luckiest packet of the last 120 ms waited. The burst of a key frame, Wi-Fi aggregation and jitter leave this minimum alone; a saturated queue
/// does not.
/// </summary>
internal sealed class StandingQueue
{
    private const int Capacity = 256;

    /// <summary>Microseconds in which the minimum is taken.</summary>
    private const long Window = 120_000;

    private const int LeastGroups = 3;
    private const double JitterGain = 0.05;
    private const double MaxJitterSample = 100_000;
    private const double BaseThreshold = 10_000;
    private const double LeastThreshold = 25;
    /// <summary>Milliseconds. The highest threshold.</summary>
    public const double MostThreshold = 80;

    private readonly RecentEntries<GroupDelay> _groups = new(Capacity);
    private double _jitter;

    /// <summary>The queue, in milliseconds; 0 before the first group.</summary>
    public double Milliseconds { get; private set; }

    /// <summary>The mean distance of single groups from the standing queue, in milliseconds.</summary>
    public double Jitter => _jitter / 1000;

    /// <summary>The largest queue of a single group in the window, in milliseconds.</summary>
    public double Largest { get; private set; }

    /// <summary>What the last two groups both waited, in milliseconds, when the newer one waited longer; else 0.</summary>
    public double Rising { get; private set; }

    /// <summary>Milliseconds above which the queue counts as congestion if it does not drain; not below <paramref name="least"/>.</summary>
    public double GetThreshold(double least) =>
        Math.Clamp((BaseThreshold + (2 * _jitter)) / 1000, Math.Clamp(least, LeastThreshold, MostThreshold), MostThreshold);

    public void Add(in GroupDelay group, long baseDelay)
    {
        _groups.Add(group);
        Update(baseDelay);
        double sample = Math.Min(Math.Abs(((group.Delay - baseDelay) / 1000.0) - Milliseconds) * 1000, MaxJitterSample);
        _jitter += JitterGain * (sample - _jitter);
    }

    /// <summary>Takes the minimum anew, for example because the base changed.</summary>
    public void Update(long baseDelay)
    {
        long newest = _groups.Count == 0 ? 0 : _groups[1].ArrivedAt;
        long least = long.MaxValue;
        long largest = long.MinValue;
        for (int back = 1; back <= _groups.Count; back++)
        {
            ref readonly GroupDelay group = ref _groups[back];
            if (back > LeastGroups && newest - group.ArrivedAt > Window)
            {
                break;
            }

            least = Math.Min(least, group.Delay);
            largest = Math.Max(largest, group.Delay);
        }

        Milliseconds = _groups.Count == 0 ? 0 : Math.Max(0, (least - baseDelay) / 1000.0);
        Largest = _groups.Count == 0 ? 0 : Math.Max(0, (largest - baseDelay) / 1000.0);
        Rising = 0;
        if (_groups.Count >= 2)
        {
            long last = _groups[1].Delay;
            long previous = _groups[2].Delay;
            Rising = last > previous ? Math.Max(0, (previous - baseDelay) / 1000.0) : 0;
        }
    }

    /// <summary>Forgets the groups; what jitter was stays.</summary>
    public void Clear()
    {
        _groups.Clear();
        Milliseconds = 0;
        Largest = 0;
        Rising = 0;
    }
}
