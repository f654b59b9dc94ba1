namespace Tureen.Engine.Primitives;

/// <summary>A 64-bit NTP timestamp, seconds since 1900 in Q32.32 (RFC 5905 §6).</summary>
internal readonly record struct NtpTime(ulong Value)
{
    public uint Seconds => (uint)(Value >> 32);

    public uint Fraction => (uint)Value;

    /// <summary>The middle 32 bits, the form that LSR, DLSR and LRR use (RFC 3550 §4).</summary>
    public uint Compact => (uint)(Value >> 16);

    public static NtpTime FromMicroseconds(ulong microseconds)
    {
        ulong seconds = microseconds / 1_000_000;
        ulong fraction = ((microseconds % 1_000_000) << 32) / 1_000_000;
        return new NtpTime((seconds << 32) | fraction);
    }

    /// <summary>Microseconds since 1900, rounded to the nearest, the inverse of <see cref="FromMicroseconds"/>.</summary>
    public ulong ToMicroseconds() => (Seconds * 1_000_000UL) + ((((ulong)Fraction * 1_000_000) + 0x80000000) >> 32);
}
