using System.Diagnostics;
using Tureen.Engine.Primitives;

namespace Tureen.Net;

/// <summary>The machine's monotonic clock as the engine's line of time; the same line for all workers of a process.</summary>
internal static class MonotonicClock
{
    private static readonly long TicksPerMicrosecond = Stopwatch.Frequency / 1_000_000;

    public static Timestamp Now
    {
        get
        {
            long ticks = Stopwatch.GetTimestamp();

            // Linux and Windows count in whole parts of a microsecond; the slow path is for other frequencies.
            return new Timestamp(TicksPerMicrosecond * 1_000_000 == Stopwatch.Frequency
                ? ticks / TicksPerMicrosecond
                : (long)((Int128)ticks * 1_000_000 / Stopwatch.Frequency));
        }
    }

    /// <summary>Ties the engine's line to wall-clock time, once.</summary>
    public static NtpClock CreateNtpClock() => new(Now, NtpTimeNow());

    private static NtpTime NtpTimeNow()
    {
        DateTime epoch = new(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        return NtpTime.FromMicroseconds((ulong)((DateTime.UtcNow - epoch).Ticks / TimeSpan.TicksPerMicrosecond));
    }
}
