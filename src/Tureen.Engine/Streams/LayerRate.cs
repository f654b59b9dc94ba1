using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>
/// The rate of one layer as the allocation counts it: the mean of the last 2.5 s with key frames clipped, and the last half second.
/// </summary>
internal struct LayerRate
{
    private const int Buckets = 10;
    private const long BucketLength = 250_000;
    private const int FastBuckets = 2;
    private const int MatureBuckets = 8;

    /// <summary>A bucket counts at most so many times the median, so that a key frame does not make a layer look more expensive than it is.</summary>
    private const double ClippedTo = 1.25;

    /// <summary>The highest mean counts for this long to twice as long.</summary>
    private static readonly TimeSpan HighestLife = TimeSpan.FromSeconds(3);

    /// <summary>How long the rate of a layer that is silent is remembered.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(60);

    private Buckets10 _bytes;
    private Buckets10 _packets;
    private long _bucket;
    private long _first;
    private double _highest;
    private double _highestBefore;
    private Timestamp _highestSince;
    private double _remembered;
    private Timestamp _rememberedAt;

    public void Add(Timestamp now, int length)
    {
        long bucket = now.Microseconds / BucketLength;
        if (bucket != _bucket)
        {
            Advance(bucket);
        }

        _bytes[(int)(bucket % Buckets)] += length;
        _packets[(int)(bucket % Buckets)]++;
    }

    /// <summary>Measures; false while the layer has not flowed for half a second, or not recently.</summary>
    /// <param name="now">The time.</param>
    /// <param name="overhead">Bytes that each packet has beyond its RTP packet.</param>
    /// <param name="slow">Bits per second over 2.5 s.</param>
    /// <param name="fast">Bits per second over the last half second, or the highest mean of the last seconds if that is more.</param>
    public bool TryMeasure(Timestamp now, int overhead, out double slow, out double fast)
    {
        slow = 0;
        fast = 0;
        long bucket = now.Microseconds / BucketLength;
        if (_first == 0)
        {
            return false;
        }

        if (bucket != _bucket)
        {
            Advance(bucket);
        }

        // The bucket of now is not full.
        int full = (int)Math.Min(Buckets - 1, bucket - _first);
        if (full < FastBuckets)
        {
            return TryRemember(now, ref slow, ref fast);
        }

        Span<long> sorted = stackalloc long[Buckets];
        for (int back = 1; back <= full; back++)
        {
            sorted[back - 1] = WireBytes(bucket - back, overhead);
        }

        fast = (sorted[0] + sorted[1]) / (double)FastBuckets;
        sorted[..full].Sort();

        // The lower median: of the two buckets of a young layer the one with its key frame says nothing.
        double limit = Math.Max(sorted[(full - 1) / 2] * ClippedTo, 1);
        double sum = 0;
        foreach (long bytes in sorted[..full])
        {
            sum += Math.Min(bytes, limit);
        }

        fast = Math.Min(fast, limit);

        const double scale = 8_000_000.0 / BucketLength;
        slow = sum * scale / full;
        fast *= scale;
        if (sorted[full - 1] == 0)
        {
            return TryRemember(now, ref slow, ref fast);
        }

        // The mean of a young layer is mostly its key frame.
        fast = full < MatureBuckets ? fast : Math.Max(fast, GetHighest(now, slow));
        _remembered = slow;
        _rememberedAt = now;
        return true;
    }

    /// <summary>A step that fits only while its source happens to send little does not fit.</summary>
    private double GetHighest(Timestamp now, double slow)
    {
        if (now - _highestSince > HighestLife)
        {
            _highestBefore = now - _highestSince > 2 * HighestLife ? 0 : _highest;
            _highest = 0;
            _highestSince = now;
        }

        _highest = Math.Max(_highest, slow);
        return Math.Max(_highest, _highestBefore);
    }

    private readonly bool TryRemember(Timestamp now, ref double slow, ref double fast)
    {
        if (_remembered == 0 || now - _rememberedAt > Memory)
        {
            return false;
        }

        slow = _remembered;
        fast = _remembered;
        return true;
    }

    private readonly long WireBytes(long bucket, int overhead)
    {
        int index = (int)(bucket % Buckets);
        return _bytes[index] + (_packets[index] * overhead);
    }

    private void Advance(long bucket)
    {
        if (_first == 0 || bucket - _bucket >= Buckets)
        {
            _bytes = default;
            _packets = default;
            _first = bucket;
        }

        for (long passed = Math.Max(_bucket + 1, bucket - Buckets + 1); passed <= bucket; passed++)
        {
            _bytes[(int)(passed % Buckets)] = 0;
            _packets[(int)(passed % Buckets)] = 0;
        }

        _bucket = Math.Max(_bucket, bucket);
    }

    [System.Runtime.CompilerServices.InlineArray(Buckets)]
    private struct Buckets10
    {
        private long _first;
    }
}
