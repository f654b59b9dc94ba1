namespace Tureen.Bench.Fanout;

/// <summary>Counts of latencies in steps of ten microseconds up to a second.</summary>
internal sealed class LatencyHistogram
{
    private const int Step = 10;

    private readonly long[] _counts = new long[1_000_000 / Step];

    public long Total { get; private set; }

    public void Add(long microseconds)
    {
        _counts[Math.Clamp(microseconds / Step, 0, _counts.Length - 1)]++;
        Total++;
    }

    public void Clear()
    {
        Array.Clear(_counts);
        Total = 0;
    }

    public TimeSpan Percentile(double part)
    {
        long left = (long)Math.Ceiling(Total * part);
        for (int i = 0; i < _counts.Length; i++)
        {
            left -= _counts[i];
            if (left <= 0)
            {
                return TimeSpan.FromMicroseconds(i * Step);
            }
        }

        return TimeSpan.FromSeconds(1);
    }
}
