namespace Tureen.Server.Load.Measures;

/// <summary>How values are distributed, in buckets that each reach 2 % further than the one before. Any thread may add.</summary>
internal sealed class Distribution
{
    /// <summary>The end of the first bucket. Milliseconds, in every distribution of times.</summary>
    private const double First = 0.01;

    private const double Growth = 1.02;

    /// <summary>The last bucket ends beyond ten minutes of milliseconds.</summary>
    private const int Buckets = 920;

    private static readonly double LogGrowth = Math.Log(Growth);

    private readonly long[] _counts = new long[Buckets];
    private long _count;
    private double _max;

    public long Count => Interlocked.Read(ref _count);

    /// <summary>The largest value as it was; 0 if there is none.</summary>
    public double Max => Volatile.Read(ref _max);

    public void Add(double value)
    {
        int bucket = value <= First ? 0 : Math.Min(Buckets - 1, (int)Math.Ceiling(Math.Log(value / First) / LogGrowth));
        Interlocked.Increment(ref _counts[bucket]);
        Interlocked.Increment(ref _count);
        double max = Max;
        while (value > max)
        {
            double seen = Interlocked.CompareExchange(ref _max, value, max);
            if (seen.Equals(max))
            {
                return;
            }

            max = seen;
        }
    }

    /// <summary>The value that a share of all does not exceed, 2 % too high at most; 0 if there is none.</summary>
    /// <param name="share">Such as 0.95.</param>
    public double Percentile(double share)
    {
        long wanted = (long)Math.Ceiling(share * Count);
        long seen = 0;
        for (int bucket = 0; bucket < Buckets && wanted > 0; bucket++)
        {
            seen += Interlocked.Read(ref _counts[bucket]);
            if (seen >= wanted)
            {
                return Math.Min(EndOf(bucket), Max);
            }
        }

        return Max;
    }

    private static double EndOf(int bucket) => First * Math.Pow(Growth, bucket);
}
