namespace Tureen.Server.Load.Measures;

/// <summary>How unevenly packets arrive (RFC 3550 §6.4.1).</summary>
/// <param name="clockRate">Of the timestamps.</param>
internal sealed class JitterMeter(int clockRate)
{
    private const double Smoothing = 16;

    private TimeSpan _lastArrival;
    private uint _lastTimestamp;
    private bool _hasLast;

    /// <summary>Milliseconds.</summary>
    public double Milliseconds { get; private set; }

    /// <summary>Takes the first packet of each timestamp: the packets of one frame leave together, and their distance is none of the network's.</summary>
    public void Add(TimeSpan arrival, uint timestamp)
    {
        if (_hasLast && timestamp == _lastTimestamp)
        {
            return;
        }

        if (_hasLast)
        {
            double sent = (int)(timestamp - _lastTimestamp) * 1000.0 / clockRate;
            double deviation = Math.Abs((arrival - _lastArrival).TotalMilliseconds - sent);
            Milliseconds += (deviation - Milliseconds) / Smoothing;
        }

        _hasLast = true;
        _lastArrival = arrival;
        _lastTimestamp = timestamp;
    }
}
