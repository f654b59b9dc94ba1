using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>Interarrival jitter (RFC 3550 §A.8).</summary>
internal struct JitterEstimator
{
    /// <summary>A transit that changes by more than this shows a clock that was set anew, not the network.</summary>
    private static readonly TimeSpan MaxChange = TimeSpan.FromSeconds(5);

    private int _transit;
    private uint _rtpTimestamp;
    private bool _isStarted;

    /// <summary>In units of the RTP timestamp.</summary>
    public double Jitter { get; private set; }

    public void Handle(Timestamp now, uint rtpTimestamp, int clockRate)
    {
        // A frame that is shown before an earlier sent one has no place in the order of times: the encoder delayed it, not the network.
        uint behind = _rtpTimestamp - rtpTimestamp;
        if (_isStarted && behind > 0 && behind <= HighestTimestamp.MaxReordering.TotalSeconds * clockRate)
        {
            return;
        }

        // Converts to long first, because the conversion of a larger number to uint would stop at the largest one.
        uint arrival = (uint)(long)(now.Microseconds / 1_000_000.0 * clockRate);
        int transit = (int)(arrival - rtpTimestamp);
        double change = Math.Abs((double)(transit - _transit));
        if (_isStarted && change <= MaxChange.TotalSeconds * clockRate)
        {
            Jitter += (change - Jitter) / 16;
        }

        _isStarted = true;
        _rtpTimestamp = rtpTimestamp;
        _transit = transit;
    }

    /// <summary>The next packet only begins the measurement; the value stays.</summary>
    public void Restart() => _isStarted = false;

    public void Reset()
    {
        _isStarted = false;
        Jitter = 0;
    }
}
