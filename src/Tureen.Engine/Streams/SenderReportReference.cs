using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>When the last report with a clock came and what clock it carried, to answer it by LSR/DLSR or LRR/DLRR (RFC 3550 §6.4.1).</summary>
internal struct SenderReportReference
{
    private Timestamp _receivedAt;
    private bool _isSet;

    /// <summary>The middle 32 bits of the report's NTP time; 0 before the first.</summary>
    public uint Compact { get; private set; }

    public readonly bool IsSet => _isSet;

    /// <summary>A sender without a clock writes 0 (RFC 3550 §6.4.1), which is no report to refer to; the one before stays.</summary>
    public void Set(Timestamp now, NtpTime ntp)
    {
        if (ntp.Compact == 0)
        {
            return;
        }

        _isSet = true;
        _receivedAt = now;
        Compact = ntp.Compact;
    }

    /// <summary>In units of 1/65536 s, at most what the field holds; 0 before the first report.</summary>
    public readonly uint DelaySince(Timestamp now) =>
        _isSet ? (uint)Math.Clamp((now.Microseconds - _receivedAt.Microseconds) * 65_536 / 1_000_000, 0, uint.MaxValue) : 0;

    /// <summary>
    /// The round trip that an answer yields: arrival minus the echoed clock minus the delay at the peer. False when the answer
    /// refers to no report, carries no delay, or shows more than <see cref="EngineLimits.MaxRoundTrip"/>.
    /// </summary>
    public static bool TryGetRoundTrip(NtpTime now, uint echoed, uint delay, out TimeSpan roundTrip)
    {
        int difference = (int)(now.Compact - echoed - delay);
        roundTrip = TimeSpan.FromMicroseconds(difference * 1_000_000L / 65_536);
        return echoed != 0 && delay != 0 && difference > 0 && roundTrip <= EngineLimits.MaxRoundTrip;
    }
}
