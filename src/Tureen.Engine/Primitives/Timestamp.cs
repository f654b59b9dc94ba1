namespace Tureen.Engine.Primitives;

/// <summary>An instant on the engine's own monotonic line, in microseconds. The host tells it; the engine never asks.</summary>
internal readonly record struct Timestamp(long Microseconds) : IComparable<Timestamp>
{
    /// <summary>Later than every real instant: the deadline of a machine that waits for nothing.</summary>
    public static readonly Timestamp Never = new(long.MaxValue);

    public static readonly Timestamp Zero;

    /// <summary>Whole milliseconds on the same line, as statistics report them.</summary>
    public long Milliseconds => Microseconds / 1000;

    public bool IsNever => Microseconds == long.MaxValue;

    public static Timestamp FromMilliseconds(long milliseconds) => new(milliseconds * 1000);

    public static Timestamp Min(Timestamp a, Timestamp b) => a.Microseconds <= b.Microseconds ? a : b;

    public static Timestamp operator +(Timestamp at, TimeSpan span) => new(at.Microseconds + ToMicroseconds(span));

    public static Timestamp operator -(Timestamp at, TimeSpan span) => new(at.Microseconds - ToMicroseconds(span));

    public static TimeSpan operator -(Timestamp a, Timestamp b) =>
        new((a.Microseconds - b.Microseconds) * TimeSpan.TicksPerMicrosecond);

    public static bool operator <(Timestamp a, Timestamp b) => a.Microseconds < b.Microseconds;

    public static bool operator >(Timestamp a, Timestamp b) => a.Microseconds > b.Microseconds;

    public static bool operator <=(Timestamp a, Timestamp b) => a.Microseconds <= b.Microseconds;

    public static bool operator >=(Timestamp a, Timestamp b) => a.Microseconds >= b.Microseconds;

    public int CompareTo(Timestamp other) => Microseconds.CompareTo(other.Microseconds);

    public override string ToString() => IsNever ? "never" : $"{Microseconds} us";

    private static long ToMicroseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;
}
