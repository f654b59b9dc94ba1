using Tureen.Server.Load.Measures;
using Tureen.Server.Load.Reports;

namespace Tureen.Server.Load.Participants;

/// <summary>What was counted at one moment.</summary>
/// <param name="Now">The moment.</param>
/// <param name="Totals">What was received.</param>
/// <param name="OwnCpu">CPU time of this program.</param>
/// <param name="ServerCpu">CPU time of the server; null if it is not known.</param>
internal sealed record LoadMark(TimeSpan Now, ReceivedTotals Totals, TimeSpan OwnCpu, TimeSpan? ServerCpu)
{
    private const int Digits = 2;

    public static SteadyReport Between(LoadMark first, LoadMark last, TimeSpan worstSendDelay)
    {
        double seconds = Math.Max((last.Now - first.Now).TotalSeconds, double.Epsilon);
        long packets = last.Totals.Packets - first.Totals.Packets;
        TimeSpan? server = last.ServerCpu - first.ServerCpu;
        return new SteadyReport
        {
            Seconds = Math.Round(seconds, Digits),
            PacketsPerSecond = Math.Round(packets / seconds, Digits),
            BitsPerSecond = Math.Round((last.Totals.Bytes - first.Totals.Bytes) * 8 / seconds),
            OwnCpuPercent = Math.Round(100 * (last.OwnCpu - first.OwnCpu).TotalSeconds / seconds, Digits),
            ServerCpuPercent = server is { } time ? Math.Round(100 * time.TotalSeconds / seconds, Digits) : null,
            ServerCpuMicrosecondsPerPacket = server is { } used && packets > 0 ? Math.Round(used.TotalMicroseconds / packets, Digits) : null,
            WorstSendDelay = Math.Round(worstSendDelay.TotalMilliseconds, Digits),
        };
    }
}
