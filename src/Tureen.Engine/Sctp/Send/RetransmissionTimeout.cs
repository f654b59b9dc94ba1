namespace Tureen.Engine.Sctp.Send;

/// <summary>How long to wait for an acknowledgement (RFC 9260 §6.3.1).</summary>
internal sealed class RetransmissionTimeout
{
    public static readonly TimeSpan Initial = TimeSpan.FromMilliseconds(500);

    public static readonly TimeSpan Minimum = TimeSpan.FromMilliseconds(400);

    public static readonly TimeSpan Maximum = TimeSpan.FromMilliseconds(60_000);

    /// <summary>The least allowance above the smoothed round trip: the peer may delay its SACK by 200 ms.</summary>
    private static readonly TimeSpan MinimumAllowance = TimeSpan.FromMilliseconds(220);

    private bool _isMeasured;
    private TimeSpan _variation;

    /// <summary>What the last measurement gave.</summary>
    private TimeSpan _measured = Initial;

    /// <summary>RTO, doubled by each expiry since the last measurement or progress.</summary>
    public TimeSpan Value { get; private set; } = Initial;

    /// <summary>SRTT; zero until the first measurement.</summary>
    public TimeSpan SmoothedRoundTripTime { get; private set; }

    /// <summary>Takes the round trip of something sent only once (Karn's rule is the caller's).</summary>
    public void Measure(TimeSpan roundTripTime)
    {
        if (roundTripTime < TimeSpan.Zero)
        {
            return;
        }

        if (roundTripTime > Maximum)
        {
            roundTripTime = Maximum;
        }

        if (_isMeasured)
        {
            // C3: the variation first, because it uses the old smoothed value.
            _variation = ((_variation * 3) + (SmoothedRoundTripTime - roundTripTime).Duration()) / 4;
            SmoothedRoundTripTime = ((SmoothedRoundTripTime * 7) + roundTripTime) / 8;
        }
        else
        {
            _isMeasured = true;
            _variation = roundTripTime / 2;
            SmoothedRoundTripTime = roundTripTime;
        }

        TimeSpan allowance = _variation * 4;
        _measured = Clamp(SmoothedRoundTripTime + (allowance > MinimumAllowance ? allowance : MinimumAllowance));
        Value = _measured;
    }

    /// <summary>Doubles the timeout after it expired (§6.3.3 E2).</summary>
    public void BackOff() => Value = Clamp(Value * 2);

    /// <summary>
    /// The cumulative ack moved on, so the path carries again. Waiting for a measurement instead (§6.3.1 C5) would keep the doubled
    /// timeout while all that is outstanding is retransmitted, a minute for each further loss.
    /// </summary>
    public void Recover() => Value = _measured;

    private static TimeSpan Clamp(TimeSpan value) => value < Minimum ? Minimum : value > Maximum ? Maximum : value;
}
