namespace Tureen.Engine.Streams;

/// <summary>The parts of a sliding window over which a <see cref="RateCalculator"/> counts.</summary>
/// <remarks>
/// A ring of at most 100 parts of eight bytes, allocated with the first count. A part gathers what comes within its share of the window. It has the low
/// bits of the time and of the total with which it began; the whole ones follow from the newest part's time and from the present total.
/// </remarks>
internal sealed class RateWindow
{
    private const long MicrosecondsPerMillisecond = 1000;

    private readonly long _length;
    private readonly long _partLength;
    private readonly int _capacity;
    private readonly double _scale;
    private Part[] _ring = [];
    private int _oldest;
    private int _parts;

    /// <summary>Milliseconds. When the newest part began.</summary>
    private long _newestTime;

    /// <summary>What is in the total and never was in the window, because it came with an older time than all of that.</summary>
    private long _leftOut;

    /// <param name="length">Of the window, in whole milliseconds.</param>
    /// <param name="scale">What a count per millisecond is multiplied with.</param>
    /// <param name="items">Parts.</param>
    public RateWindow(TimeSpan length, double scale, int items)
    {
        _length = Math.Max((long)length.TotalMilliseconds, 1);
        _capacity = Math.Max(items, 1);
        _partLength = Math.Max((_length + _capacity - 1) / _capacity, 1);
        _scale = scale / _length;
    }

    /// <summary>From the first of these instants to before the second, a count falls into the newest part and no part is too old. Microseconds.</summary>
    public (long From, long End) Steady
    {
        get
        {
            if (_parts == 0)
            {
                return (long.MaxValue, long.MinValue);
            }

            long oldest = OldestTime;
            return (oldest * MicrosecondsPerMillisecond, Math.Min(_newestTime + _partLength, oldest + _length) * MicrosecondsPerMillisecond);
        }
    }

    private long OldestTime => _newestTime - ((uint)_newestTime - _ring[_oldest].Time);

    /// <summary>Moves the window so that a count falls into its newest part.</summary>
    /// <param name="at">The time, in milliseconds.</param>
    /// <param name="total">All that was counted before.</param>
    /// <param name="count">What is counted now.</param>
    public void Advance(long at, long total, int count)
    {
        if (_parts > 0 && at < OldestTime)
        {
            _leftOut += count;
            return;
        }

        RemoveOld(at);
        if (_parts == 0 || at - _newestTime >= _partLength)
        {
            Append(at, total - _leftOut);
        }
    }

    /// <summary>Leaves out the parts that are too old at this time, in milliseconds.</summary>
    public void RemoveOld(long at)
    {
        long end = at - _length;
        while (_parts > 0 && OldestTime <= end)
        {
            RemoveOldest();
        }
    }

    /// <summary>The rate over the parts that are left, with the present total.</summary>
    public long GetRate(long total)
    {
        uint sum = _parts == 0 ? 0 : (uint)(total - _leftOut) - _ring[_oldest].Start;
        return (long)((sum * _scale) + 0.5);
    }

    public void Clear()
    {
        _parts = 0;
        _oldest = 0;
    }

    private int Index(int part)
    {
        int index = _oldest + part;
        return index >= _capacity ? index - _capacity : index;
    }

    private void Append(long at, long start)
    {
        if (_ring.Length == 0)
        {
            _ring = new Part[_capacity];
        }

        if (_parts == _capacity)
        {
            RemoveOldest();
        }

        _ring[Index(_parts++)] = new Part { Time = (uint)at, Start = (uint)start };
        _newestTime = at;
    }

    private void RemoveOldest()
    {
        _oldest = Index(1);
        _parts--;
    }

    private struct Part
    {
        public uint Time;
        public uint Start;
    }
}
