using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion;

/// <summary>The rate of what came in during the last half second, in slices of 20 ms.</summary>
internal sealed class ThroughputWindow
{
    private const int Slices = 25;
    private const long SliceLength = 20_000;

    private readonly long[] _bytes = new long[Slices];
    private long _newest = -1;
    private long _oldest = -1;
    private long _total;

    public void Add(Timestamp now, int length)
    {
        Advance(now);
        _bytes[_newest % Slices] += length;
        _total += length;
    }

    public Bitrate GetBitrate(Timestamp now)
    {
        Advance(now);

        // The newest slice is not over yet; a window that is not full yet counts as long as it is.
        double filled = ((_newest - _oldest) * SliceLength) + (now.Microseconds % SliceLength) + 1;
        return new Bitrate((long)(_total * 8_000_000.0 / Math.Max(filled, SliceLength)));
    }

    private void Advance(Timestamp now)
    {
        long slice = Math.Max(now.Microseconds / SliceLength, _newest);
        if (_newest < 0 || slice - _newest >= Slices)
        {
            Array.Clear(_bytes);
            _total = 0;
            _oldest = _newest < 0 ? slice : slice - Slices + 1;
        }
        else
        {
            for (long passed = _newest + 1; passed <= slice; passed++)
            {
                _total -= _bytes[passed % Slices];
                _bytes[passed % Slices] = 0;
            }
        }

        _newest = slice;
        _oldest = Math.Max(_oldest, slice - Slices + 1);
    }
}
