using System.Diagnostics;

namespace Tureen;

/// <summary>The time of day in nanoseconds, which never steps back during a capture.</summary>
internal sealed class CaptureClock
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly long _startTime = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * (NanosecondsPerSecond / TimeSpan.TicksPerSecond);

    /// <summary>Nanoseconds since 1970.</summary>
    public long Now => _startTime + (long)((Stopwatch.GetTimestamp() - _start) * ((double)NanosecondsPerSecond / Stopwatch.Frequency));
}
