using Tureen.Engine.Primitives;

namespace Tureen.Engine.Forwarding;

/// <summary>When a stream owes its next report (mediasoup: one a second, with a tolerance of 15 %).</summary>
internal static class RtcpPace
{
    /// <summary>Microseconds; 1000 ms less the tolerance.</summary>
    private const long MinimumInterval = (long)(1_000_000 / 1.15);

    /// <summary>Microseconds. Of reports about one stream that come faster, only one is taken, because each may raise events for many.</summary>
    private const long MinimumReceiveInterval = 100_000;

    /// <summary>Whether a peer's report is taken, given when the last one was.</summary>
    public static bool IsTaken(Timestamp now, Timestamp takenAt) => now.Microseconds - takenAt.Microseconds >= MinimumReceiveInterval;

    public static bool IsDue(Timestamp now, Timestamp reportedAt) => now.Microseconds - reportedAt.Microseconds >= MinimumInterval;
}
