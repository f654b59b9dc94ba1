using Tureen.Engine.Primitives;

namespace Tureen.Engine.Forwarding;

/// <summary>When a stream owes its next report (mediasoup: one a second, with a tolerance of 15 %).</summary>
internal static class RtcpPace
{
    /// <summary>Microseconds; 1000 ms less the tolerance.</summary>
    private const long MinimumInterval = (long)(1_000_000 / 1.15);

    public static bool IsDue(Timestamp now, Timestamp reportedAt) => now.Microseconds - reportedAt.Microseconds >= MinimumInterval;
}
