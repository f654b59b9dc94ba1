using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion;

/// <summary>A rate that follows rises at once and falls slowly, so that a short dip does not give bandwidth away (mediasoup's TrendCalculator).</summary>
internal struct TrendCalculator
{
    /// <summary>Share of the highest value that is lost per second.</summary>
    private const double DecayPerSecond = 0.05;

    private double _highest;
    private Timestamp _highestAt;

    public Bitrate Value { get; private set; }

    public void Update(Timestamp now, Bitrate value)
    {
        if (value >= Value)
        {
            ForceUpdate(now, value);
            return;
        }

        // From the highest value, not from the last: the number of updates must not matter.
        double decayed = _highest * (1 - (DecayPerSecond * (now - _highestAt).TotalSeconds));
        Value = new Bitrate(Math.Max(value.BitsPerSecond, (long)decayed));
    }

    public void ForceUpdate(Timestamp now, Bitrate value)
    {
        Value = value;
        _highest = value.BitsPerSecond;
        _highestAt = now;
    }
}
