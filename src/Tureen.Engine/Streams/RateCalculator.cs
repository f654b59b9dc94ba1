using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>Counts over a sliding window and calculates the rate (mediasoup's RateCalculator).</summary>
/// <remarks>
/// Most counts fall into the newest part of the window, and then they change the total and nothing else: a part knows the total at its beginning, so
/// sums need not be kept. This structure, which its owner holds in place, has what a packet needs; the rest is in <see cref="RateWindow"/>.
/// </remarks>
internal struct RateCalculator
{
    public const int DefaultItems = 100;
    public const double BitsPerSecondScale = 8000;

    public static readonly TimeSpan DefaultWindow = TimeSpan.FromMilliseconds(1000);

    private readonly RateWindow _window;

    // In microseconds: from the one to before the other, a count falls into the newest part and no part is too old.
    private long _steadyFrom = long.MaxValue;
    private long _steadyEnd = long.MinValue;

    /// <summary>Counts over <paramref name="window"/>.</summary>
    /// <param name="window">Length of the window, in whole milliseconds.</param>
    /// <param name="scale">What a count per millisecond is multiplied with: 8000 makes bits per second of bytes.</param>
    /// <param name="items">Parts of the window.</param>
    public RateCalculator(TimeSpan window, double scale = BitsPerSecondScale, int items = DefaultItems) =>
        _window = new RateWindow(window, scale, items);

    public RateCalculator()
        : this(DefaultWindow)
    {
    }

    /// <summary>All that was ever counted.</summary>
    public long Total { get; private set; }

    public void Update(Timestamp now, int count)
    {
        if (now.Microseconds >= _steadyEnd || now.Microseconds < _steadyFrom)
        {
            _window.Advance(now.Milliseconds, Total, count);
            (_steadyFrom, _steadyEnd) = _window.Steady;
        }

        Total += count;
    }

    /// <summary>The rate over the window that ends now; an older instant than data leaves the data alone.</summary>
    public long GetRate(Timestamp now)
    {
        if (now.Microseconds >= _steadyEnd)
        {
            _window.RemoveOld(now.Milliseconds);
            (_steadyFrom, _steadyEnd) = _window.Steady;
        }

        return _window.GetRate(Total);
    }

    /// <summary>Empties the window; <see cref="Total"/> stays.</summary>
    public void Reset()
    {
        _window.Clear();
        (_steadyFrom, _steadyEnd) = _window.Steady;
    }
}
