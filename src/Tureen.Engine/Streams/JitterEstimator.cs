using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>Interarrival jitter (RFC 3550 §A.8).</summary>
internal struct JitterEstimator
{
    private int _transit;
    private bool _isStarted;

    /// <summary>In units of the RTP timestamp.</summary>
    public double Jitter { get; private set; }

    public void Handle(Timestamp now, uint rtpTimestamp, int clockRate)
    {
        // By way of a long, for the conversion of a larger number to uint would stop at the largest one.
        uint arrival = (uint)(long)(now.Microseconds / 1_000_000.0 * clockRate);
        int transit = (int)(arrival - rtpTimestamp);
        if (_isStarted)
        {
            Jitter += (Math.Abs((double)(transit - _transit)) - Jitter) / 16;
        }

        _isStarted = true;
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
