using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>Counts over a sliding window and calculates the rate (mediasoup's RateCalculator).</summary>
/// <remarks>
/// A ring of at most 100 parts of eight bytes, allocated with the first count; a part gathers what comes within its share of the window. Most
/// counts fall into the newest part, whose time and sum are kept beside the ring: they touch this structure alone, which its owner holds in place.
/// </remarks>
internal struct RateCalculator
{
    public const int DefaultItems = 100;
    public const double BitsPerSecondScale = 8000;

    public static readonly TimeSpan DefaultWindow = TimeSpan.FromMilliseconds(1000);

    private const long MicrosecondsPerMillisecond = 1000;

    private readonly long _window;
    private readonly long _partLength;
    private readonly int _capacity;
    private readonly double _scale;
    private Part[] _ring = [];
    private int _oldest;
    private int _parts;
    private long _sum;
    private long _newestCount;

    /// <summary>Milliseconds. When the newest part began; the others have the low bits of their times.</summary>
    private long _newestTime;

    // In microseconds: from the one to before the other, a count falls into the newest part and no part is too old.
    private long _steadyFrom = long.MaxValue;
    private long _steadyEnd = long.MinValue;

    /// <summary>Counts over <paramref name="window"/>.</summary>
    /// <param name="window">Length of the window, in whole milliseconds.</param>
    /// <param name="scale">What a count per millisecond is multiplied with: 8000 makes bits per second of bytes.</param>
    /// <param name="items">Parts of the window.</param>
    public RateCalculator(TimeSpan window, double scale = BitsPerSecondScale, int items = DefaultItems)
    {
        _window = Math.Max((long)window.TotalMilliseconds, 1);
        _capacity = Math.Max(items, 1);
        _partLength = Math.Max((_window + _capacity - 1) / _capacity, 1);
        _scale = scale / _window;
    }

    public RateCalculator()
        : this(DefaultWindow)
    {
    }

    /// <summary>All that was ever counted.</summary>
    public long Total { get; private set; }

    public void Update(Timestamp now, int count)
    {
        Total += count;
        if (now.Microseconds < _steadyEnd && now.Microseconds >= _steadyFrom)
        {
            _newestCount += count;
            _sum += count;
            return;
        }

        Count(now.Milliseconds, count);
    }

    /// <summary>The rate over the window that ends now; an older instant than data leaves the data alone.</summary>
    public long GetRate(Timestamp now)
    {
        if (now.Microseconds >= _steadyEnd)
        {
            RemoveOld(now.Milliseconds);
            MarkSteady();
        }

        return (long)((_sum * _scale) + 0.5);
    }

    /// <summary>Empties the window; <see cref="Total"/> stays.</summary>
    public void Reset()
    {
        _parts = 0;
        _oldest = 0;
        _sum = 0;
        MarkSteady();
    }

    private void Count(long at, int count)
    {
        if (_parts > 0 && at < OldestTime())
        {
            return;
        }

        RemoveOld(at);
        if (_parts > 0 && at - _newestTime < _partLength)
        {
            _newestCount += count;
        }
        else
        {
            Append(at, count);
        }

        _sum += count;
        MarkSteady();
    }

    private readonly long OldestTime() => _newestTime - ((uint)_newestTime - _ring[_oldest].Time);

    private readonly int Index(int part)
    {
        int index = _oldest + part;
        return index >= _capacity ? index - _capacity : index;
    }

    private void Append(long at, int count)
    {
        if (_ring.Length == 0)
        {
            _ring = new Part[_capacity];
        }

        if (_parts == _capacity)
        {
            RemoveOldest();
        }

        if (_parts > 0)
        {
            _ring[Index(_parts - 1)].Count = (uint)_newestCount;
        }

        _ring[Index(_parts++)].Time = (uint)at;
        _newestTime = at;
        _newestCount = count;
    }

    private void RemoveOld(long at)
    {
        long end = at - _window;
        while (_parts > 0 && OldestTime() <= end)
        {
            RemoveOldest();
        }
    }

    private void RemoveOldest()
    {
        _sum -= _parts == 1 ? _newestCount : _ring[_oldest].Count;
        _oldest = Index(1);
        _parts--;
    }

    private void MarkSteady()
    {
        if (_parts == 0)
        {
            _steadyFrom = long.MaxValue;
            _steadyEnd = long.MinValue;
            return;
        }

        long oldest = OldestTime();
        _steadyFrom = oldest * MicrosecondsPerMillisecond;
        _steadyEnd = Math.Min(_newestTime + _partLength, oldest + _window) * MicrosecondsPerMillisecond;
    }

    private struct Part
    {
        public uint Time;

        /// <summary>Of the newest part, meaningless: that is counted beside the ring.</summary>
        public uint Count;
    }
}
