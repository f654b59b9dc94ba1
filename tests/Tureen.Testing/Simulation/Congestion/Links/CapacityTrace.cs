namespace Tureen.Testing.Simulation.Congestion.Links;

/// <summary>The bits per second of a link over time, in steps or in straight lines between points; 0 is an outage.</summary>
internal sealed class CapacityTrace
{
    private readonly (TimeSpan At, double Rate)[] _points;
    private readonly bool _isLinear;

    private CapacityTrace((TimeSpan At, double Rate)[] points, bool isLinear)
    {
        _points = points;
        _isLinear = isLinear;
    }

    /// <summary>A link without a limit.</summary>
    public static CapacityTrace Unlimited { get; } = Constant(double.PositiveInfinity);

    /// <summary>When the rate changes, in order.</summary>
    public IEnumerable<TimeSpan> Changes => _points.Select(static point => point.At);

    public static CapacityTrace Constant(double rate) => Steps((0, rate));

    /// <summary>Each rate holds until the next.</summary>
    public static CapacityTrace Steps(params (double Seconds, double Rate)[] points) => Create(points, isLinear: false);

    /// <summary>Straight lines between the points.</summary>
    public static CapacityTrace Lines(params (double Seconds, double Rate)[] points) => Create(points, isLinear: true);

    /// <summary>A high and a low rate in turn, each for the same time.</summary>
    public static CapacityTrace Alternating(double first, double second, double seconds, double total) =>
        Steps([.. Enumerable.Range(0, (int)(total / seconds) + 1).Select(i => (i * seconds, i % 2 == 0 ? first : second))]);

    public double RateAt(TimeSpan time)
    {
        int next = IndexAfter(time);
        (TimeSpan at, double rate) = _points[Math.Max(0, next - 1)];
        if (!_isLinear || next == 0 || next == _points.Length)
        {
            return rate;
        }

        double share = (time - at) / (_points[next].At - at);
        return rate + (share * (_points[next].Rate - rate));
    }

    /// <summary>The next instant at which the rate is above 0; null when there is none.</summary>
    public TimeSpan? NextAbove0(TimeSpan time)
    {
        if (RateAt(time) > 0)
        {
            return time;
        }

        for (int i = IndexAfter(time); i < _points.Length; i++)
        {
            if (_points[i].Rate > 0)
            {
                return _points[i].At;
            }
        }

        return null;
    }

    /// <summary>The bits that the link carries between two instants, in steps of 10 ms.</summary>
    public double BitsBetween(TimeSpan from, TimeSpan to)
    {
        const double Step = 0.01;
        double bits = 0;
        for (double at = from.TotalSeconds; at < to.TotalSeconds - (Step / 2); at += Step)
        {
            bits += RateAt(TimeSpan.FromSeconds(at + (Step / 2))) * Step;
        }

        return bits;
    }

    private static CapacityTrace Create((double Seconds, double Rate)[] points, bool isLinear) =>
        new([.. points.Select(static point => (TimeSpan.FromSeconds(point.Seconds), point.Rate))], isLinear);

    private int IndexAfter(TimeSpan time)
    {
        int low = 0;
        int high = _points.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _points[middle].At <= time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
