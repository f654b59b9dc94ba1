namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>How fast bursts came through the path: a hint and not a measurement, because Wi-Fi and token buckets pass bursts faster than the rate they allow.</summary>
internal sealed class PacketTrains
{
    private const int Capacity = 12;

    /// <summary>Bytes after the first packet below which a burst says nothing.</summary>
    private const int LeastLength = 1000;

    /// <summary>Microseconds. Arrival times are no finer.</summary>
    private const long LeastDuration = 500;

    private readonly double[] _rates = new double[Capacity];
    private readonly long[] _arrivedAt = new long[Capacity];
    private int _count;

    public void Add(long arrivedAt, int bytes, long duration)
    {
        if (bytes < LeastLength)
        {
            return;
        }

        int slot = _count++ % Capacity;
        _rates[slot] = bytes * 8_000_000.0 / Math.Max(duration, LeastDuration);
        _arrivedAt[slot] = arrivedAt;
    }

    public void Clear() => _count = 0;

    /// <summary>The least of the newest trains, in bits per second; 0 when there are fewer or the oldest of them came before <paramref name="since"/>.</summary>
    public double Least(int trains, long since)
    {
        double least = double.MaxValue;
        for (int back = 1; back <= trains; back++)
        {
            if (back > Math.Min(_count, Capacity) || _arrivedAt[(_count - back) % Capacity] < since)
            {
                return 0;
            }

            least = Math.Min(least, _rates[(_count - back) % Capacity]);
        }

        return least;
    }

    /// <summary>The median of the newest trains, in bits per second; 0 when there is none.</summary>
    public double Median(int trains)
    {
        int count = Math.Min(trains, Math.Min(_count, Capacity));
        if (count == 0)
        {
            return 0;
        }

        Span<double> newest = stackalloc double[Capacity];
        for (int back = 1; back <= count; back++)
        {
            newest[back - 1] = _rates[(_count - back) % Capacity];
        }

        newest[..count].Sort();
        return newest[count / 2];
    }
}
