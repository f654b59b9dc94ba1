namespace Tureen.Engine.Primitives;

/// <summary>An instant on the engine's own monotonic line, in microseconds. The host passes it in; the engine reads no clock.</summary>
/// <remarks>
/// Arithmetic saturates, so that no instant that a peer wrote can overflow: an instant at its own bounds, which are
/// <see cref="Never"/> and its opposite, and a span at <see cref="MaxSpan"/>, which leaves room for sums of spans.
/// </remarks>
internal readonly record struct Timestamp(long Microseconds) : IComparable<Timestamp>
{
    /// <summary>Later than every real instant: the deadline of a machine that waits for nothing.</summary>
    public static readonly Timestamp Never = new(long.MaxValue);

    public static readonly Timestamp Zero;

    /// <summary>The longest difference between two instants: a thousand years, so that a <see cref="TimeSpan"/> holds 29 of them.</summary>
    public static readonly TimeSpan MaxSpan = TimeSpan.FromDays(365_250);

    private static readonly long MaxSpanMicroseconds = MaxSpan.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Whole milliseconds on the same line, as statistics report them.</summary>
    public long Milliseconds => Microseconds / 1000;

    public bool IsNever => Microseconds == long.MaxValue;

    public static Timestamp FromMilliseconds(long milliseconds) => new(Math.Clamp(milliseconds, long.MinValue / 1000, long.MaxValue / 1000) * 1000);

    public static Timestamp Min(Timestamp a, Timestamp b) => a.Microseconds <= b.Microseconds ? a : b;

    public static Timestamp operator +(Timestamp at, TimeSpan span) => new(Add(at.Microseconds, ToMicroseconds(span)));

    public static Timestamp operator -(Timestamp at, TimeSpan span) => new(Add(at.Microseconds, -ToMicroseconds(span)));

    public static TimeSpan operator -(Timestamp a, Timestamp b) =>
        new(Difference(a.Microseconds, b.Microseconds) * TimeSpan.TicksPerMicrosecond);

    public static bool operator <(Timestamp a, Timestamp b) => a.Microseconds < b.Microseconds;

    public static bool operator >(Timestamp a, Timestamp b) => a.Microseconds > b.Microseconds;

    public static bool operator <=(Timestamp a, Timestamp b) => a.Microseconds <= b.Microseconds;

    public static bool operator >=(Timestamp a, Timestamp b) => a.Microseconds >= b.Microseconds;

    public int CompareTo(Timestamp other) => Microseconds.CompareTo(other.Microseconds);

    public override string ToString() => IsNever ? "never" : $"{Microseconds} us";

    /// <summary>At most a tenth of what a <see cref="long"/> holds, so that its opposite exists.</summary>
    private static long ToMicroseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    private static long Add(long a, long b)
    {
        long sum = a + b;

        // The sum overflowed if its sign is that of neither part.
        return ((a ^ sum) & (b ^ sum)) < 0 ? (a < 0 ? long.MinValue : long.MaxValue) : sum;
    }

    private static long Difference(long a, long b)
    {
        long difference = a - b;
        if (((a ^ b) & (a ^ difference)) < 0)
        {
            return a < 0 ? -MaxSpanMicroseconds : MaxSpanMicroseconds;
        }

        return Math.Clamp(difference, -MaxSpanMicroseconds, MaxSpanMicroseconds);
    }
}
