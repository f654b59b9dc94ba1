using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>Amounts by the time at which they were seen, in slices of 20 ms, so that any window of the last seconds can be summed.</summary>
internal sealed class ByteSlices
{
    /// <summary>The longest window.</summary>
    public static readonly TimeSpan MaxWindow = TimeSpan.FromMilliseconds(Slices * SliceLength / 1000);

    private const int Slices = 102;
    private const long SliceLength = 20_000;

    private long[] _amounts = [];
    private long _newest = -1;

    /// <summary>Microseconds at which the newest slice begins, and its place: most amounts belong to it, and need no division to be found there.</summary>
    private long _newestStart = long.MinValue / 2;
    private int _newestPlace;

    public void Add(Timestamp at, long amount)
    {
        if ((ulong)(at.Microseconds - _newestStart) < SliceLength)
        {
            _amounts[_newestPlace] += amount;
            return;
        }

        long slice = at.Microseconds / SliceLength;
        Advance(slice);
        if (slice >= 0 && _newest - slice < Slices)
        {
            _amounts[slice % Slices] += amount;
        }
    }

    public void Clear()
    {
        Array.Clear(_amounts);
        _newest = -1;
        _newestStart = long.MinValue / 2;
    }

    public long Sum(Timestamp at, TimeSpan window)
    {
        long last = at.Microseconds / SliceLength;
        long first = Math.Max(Math.Max(last - (long)(window.TotalMicroseconds / SliceLength) + 1, _newest - Slices + 1), 0);
        long sum = 0;
        for (long slice = first; slice <= Math.Min(last, _newest); slice++)
        {
            sum += _amounts[slice % Slices];
        }

        return sum;
    }

    /// <summary>Bits per second of the window that ends at <paramref name="at"/>, of which some time may be left out.</summary>
    public double GetRate(Timestamp at, TimeSpan window, long withoutMicroseconds = 0)
    {
        double covered = window.TotalMicroseconds - SliceLength + (at.Microseconds % SliceLength) + 1;
        return Sum(at, window) * 8_000_000.0 / Math.Max(covered - withoutMicroseconds, covered / 4);
    }

    private void Advance(long slice)
    {
        if (slice <= _newest)
        {
            return;
        }

        if (_amounts.Length == 0)
        {
            _amounts = new long[Slices];
        }
        else if (_newest < 0 || slice - _newest >= Slices)
        {
            Array.Clear(_amounts);
        }
        else
        {
            for (long passed = _newest + 1; passed <= slice; passed++)
            {
                _amounts[passed % Slices] = 0;
            }
        }

        _newest = slice;
        _newestStart = slice * SliceLength;
        _newestPlace = (int)(slice % Slices);
    }
}
