using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>What the consumers of a transport could use, and the most that is worth knowing as available (mediasoup's rules).</summary>
internal sealed class DesiredBitrate(Bitrate initial)
{
    private const double MaximumShare = 1.35;
    private const double PaddingShare = 0.85;

    /// <summary>A maximum that differs less stays.</summary>
    private const double Hysteresis = 0.1;

    private TrendCalculator _trend;

    /// <summary>The sum of the consumers' wishes, in bits per second.</summary>
    public long Desired { get; private set; }

    /// <summary>The same, falling slowly.</summary>
    public long Effective => _trend.Value.BitsPerSecond;

    /// <summary>The most that counts as available, in bits per second.</summary>
    public double Maximum { get; private set; } = initial.BitsPerSecond;

    /// <summary>The most that probes fill up to, in bits per second.</summary>
    public double MaximumPadding => PaddingShare * Maximum;

    /// <summary>Takes the wishes; <paramref name="limit"/> is the application's, 0 for none.</summary>
    public void Update(Timestamp now, double desired, long limit)
    {
        Desired = (long)desired;
        _trend.Update(now, new Bitrate(Desired));
        double maximum = Effective == 0 ? initial.BitsPerSecond : Math.Max(initial.BitsPerSecond, MaximumShare * Effective);
        maximum = limit > 0 ? Math.Min(maximum, limit) : maximum;
        if (Math.Abs(maximum - Maximum) > Hysteresis * Maximum || (limit > 0 && Maximum > limit))
        {
            Maximum = maximum;
        }
    }
}
