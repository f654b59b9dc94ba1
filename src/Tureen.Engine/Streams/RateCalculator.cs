using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>Counts over a sliding window and tells their rate (mediasoup's RateCalculator).</summary>
/// <remarks>A ring of at most 100 items, allocated with the first count; an item gathers what comes within its share of the window.</remarks>
internal sealed class RateCalculator
{
    public const int DefaultItems = 100;
    public const double BitsPerSecondScale = 8000;

    public static readonly TimeSpan DefaultWindow = TimeSpan.FromMilliseconds(1000);

    private readonly long _window;
    private readonly long _itemSize;
    private readonly int _capacity;
    private readonly double _scale;
    private long[] _times = [];
    private long[] _counts = [];
    private int _oldest;
    private int _items;
    private long _total;
    private long _lastAsked = long.MinValue;
    private long _lastRate;

    /// <summary>Counts over <paramref name="window"/>.</summary>
    /// <param name="window">Length of the window, in whole milliseconds.</param>
    /// <param name="scale">What a count per millisecond is multiplied with: 8000 makes bits per second of bytes.</param>
    /// <param name="items">Parts of the window.</param>
    public RateCalculator(TimeSpan window, double scale = BitsPerSecondScale, int items = DefaultItems)
    {
        _window = Math.Max((long)window.TotalMilliseconds, 1);
        _capacity = Math.Max(items, 1);
        _itemSize = Math.Max((_window + _capacity - 1) / _capacity, 1);
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
        long at = now.Milliseconds;
        Total += count;
        if (_items > 0 && at < _times[_oldest])
        {
            return;
        }

        RemoveOld(at);
        int newest = Index(_items - 1);
        if (_items > 0 && at - _times[newest] < _itemSize)
        {
            _counts[newest] += count;
        }
        else
        {
            Append(at, count);
        }

        _total += count;
        _lastAsked = long.MinValue;
    }

    /// <summary>The rate over the window that ends now; an older instant than data leaves the data alone.</summary>
    public long GetRate(Timestamp now)
    {
        long at = now.Milliseconds;
        if (at != _lastAsked)
        {
            RemoveOld(at);
            _lastAsked = at;
            _lastRate = (long)((_total * _scale) + 0.5);
        }

        return _lastRate;
    }

    /// <summary>Empties the window; <see cref="Total"/> stays.</summary>
    public void Reset()
    {
        _items = 0;
        _oldest = 0;
        _total = 0;
        _lastAsked = long.MinValue;
    }

    private int Index(int item)
    {
        int index = _oldest + item;
        return index >= _capacity ? index - _capacity : index;
    }

    private void Append(long at, int count)
    {
        if (_times.Length == 0)
        {
            _times = new long[_capacity];
            _counts = new long[_capacity];
        }

        if (_items == _capacity)
        {
            RemoveOldest();
        }

        int index = Index(_items++);
        _times[index] = at;
        _counts[index] = count;
    }

    private void RemoveOld(long at)
    {
        long end = at - _window;
        while (_items > 0 && _times[_oldest] <= end)
        {
            RemoveOldest();
        }
    }

    private void RemoveOldest()
    {
        _total -= _counts[_oldest];
        _oldest = Index(1);
        _items--;
    }
}
