using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>How much the path is known to carry, within the limits. It falls only by evidence of congestion and does not fall with time.</summary>
internal sealed class AvailableBitrate
{
    /// <summary>Bits per second below which no estimate works (mediasoup's limit).</summary>
    public const double Least = 30_000;

    /// <summary>How long a measurement says what fits.</summary>
    private static readonly TimeSpan MeasurementLife = TimeSpan.FromSeconds(10);

    /// <summary>How long a value holds that nothing has confirmed since.</summary>
    private static readonly TimeSpan VerifiedLife = TimeSpan.FromSeconds(60);

    private readonly double _initial;
    private double _known;
    private double _beforeOutage;
    private double _minimum;
    private double _maximum = double.MaxValue;
    private double _wanted = double.MaxValue;
    private Timestamp _measuredAt;
    private Timestamp _verifiedAt;

    public AvailableBitrate(Timestamp now, Bitrate initial)
    {
        _initial = Math.Max(initial.BitsPerSecond, Least);
        _known = _initial;
        _verifiedAt = now;
    }

    /// <summary>Bits per second. A maximum that comes and goes leaves what is known as it is.</summary>
    public double Value => Math.Max(Math.Min(_known, _maximum), Math.Max(_minimum, Least));

    public Bitrate Bitrate => new((long)Value);

    /// <summary>Bits per second that a congested path let through; 0 while unknown.</summary>
    public double Measured { get; private set; }

    /// <summary>Bits per second above which it does not rise.</summary>
    public double Maximum => Math.Min(_maximum, _wanted);

    public Timestamp MeasuredAt => _measuredAt;

    public Timestamp VerifiedAt => _verifiedAt;

    /// <summary>Sets the limits, in bits per second.</summary>
    /// <param name="minimum">It never counts as less.</param>
    /// <param name="maximum">It never counts as more.</param>
    /// <param name="wanted">More could not be used. It does not rise above it, and does not fall when less is wanted: the path is as good as before.</param>
    public void SetLimits(double minimum, double maximum, double wanted)
    {
        _minimum = minimum;
        _maximum = maximum;
        _wanted = wanted;
    }

    /// <summary>Reports stayed away, so that half of it is safe; what the path carries then is measured when they are back.</summary>
    public void HandleOutage(Timestamp now)
    {
        double before = _known;
        Lower(now, Value / 2);
        _beforeOutage = before;
    }

    /// <summary>What a congested path was seen to carry, which after an outage is more than what was safe.</summary>
    public void Cut(Timestamp now, double measured, double share)
    {
        Measure(now, measured);
        Raise(now, Math.Min(_beforeOutage, measured * share));
        Lower(now, measured * share);
    }

    /// <summary>The same where less is available already.</summary>
    public void Measure(Timestamp now, double measured)
    {
        Measured = measured;
        _measuredAt = now;
    }

    public void Lower(Timestamp now, double to)
    {
        _beforeOutage = 0;
        _known = Math.Max(Math.Min(_known, Math.Max(to, Least)), Least);
        _verifiedAt = now;
    }

    /// <summary>True when it rose.</summary>
    public bool Raise(Timestamp now, double to)
    {
        double raised = Math.Min(to, Maximum);
        if (raised <= _known)
        {
            return false;
        }

        _known = raised;
        _verifiedAt = now;
        return true;
    }

    /// <summary>So much passed or could have passed.</summary>
    public void Verify(Timestamp now) => _verifiedAt = now;

    public bool IsVerified(Timestamp now) => now - _verifiedAt < VerifiedLife;

    public bool IsMeasuredBelow(Timestamp now, double rate) => Measured > 0 && now - _measuredAt < MeasurementLife && Measured < rate;

    public void ForgetMeasurement() => Measured = 0;

    /// <summary>Nothing is known about another path but that a connection as before may be near.</summary>
    public void HandlePathChange(Timestamp now)
    {
        ForgetMeasurement();
        Lower(now, Math.Max(_initial, _known / 2));
    }
}
