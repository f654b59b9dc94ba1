using System.Diagnostics;

namespace Tureen.Interop.Tests.Downlinks.Relays;

/// <summary>The relay's clock.</summary>
internal static class RelayClock
{
    /// <summary>Microseconds since an instant that means nothing.</summary>
    public static long Now => (long)Stopwatch.GetElapsedTime(0).TotalMicroseconds;
}
