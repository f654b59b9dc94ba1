namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>Rate, length and packet size of a probe.</summary>
/// <param name="Rate">Bits per second of all that leaves while it lasts, media and what has no number included.</param>
/// <param name="Duration">How long it lasts.</param>
/// <param name="PacketLength">Bytes of each packet that is added, on the wire.</param>
internal readonly record struct ProbePlan(double Rate, TimeSpan Duration, int PacketLength)
{
    private const double LeastBase = 150_000;
    private const double MostRate = 20_000_000;
    private const int LeastPacketLength = 300;
    private const int MostPacketLength = 1200;
    private const int WantedPackets = 6;

    /// <summary>Microseconds of queue that a probe leaves at most on a link that is as slow as what is available.</summary>
    private const double MostQueue = 40_000;

    private const double LeastDuration = 40_000;
    private const double MostDuration = 150_000;
    private const double FirstDuration = 100_000;
    private static readonly TimeSpan MostStreamDuration = TimeSpan.FromMilliseconds(60);

    /// <summary>The same for a connection, whose queue is on this machine.</summary>
    public ProbePlan Shortened() => Duration > MostStreamDuration ? this with { Duration = MostStreamDuration } : this;

    /// <summary>The same rate for so many times as long.</summary>
    public ProbePlan Lengthened(int times) => this with { Duration = Duration * times };

    /// <summary>Plans a probe.</summary>
    /// <param name="demand">What is needed.</param>
    /// <param name="available">Bits per second that are known to fit.</param>
    /// <param name="isMeasured">Whether a congested path was measured.</param>
    /// <param name="isCautious">Whether no more than the next step is tried.</param>
    /// <param name="hinted">Bits per second at which bursts came through lately, which may be probed at once; 0 for none.</param>
    /// <param name="maximum">Bits per second that never count as available.</param>
    public static ProbePlan Create(in CongestionDemand demand, double available, bool isMeasured, bool isCautious, double maximum, double hinted)
    {
        double limit = 2 * Math.Max(available, LeastBase);
        double next = 1.15 * demand.NextNeed;
        double rate = hinted > next ? Math.Min(1.1 * demand.TopNeed, hinted) : isCautious || next > 1.5 * limit ? next : Math.Min(1.1 * demand.TopNeed, Math.Max(next, limit));
        rate = Math.Min(Math.Min(rate, MostRate), Math.Max(maximum, 1.05 * demand.NextNeed));
        double duration = isMeasured && rate > available
            ? Math.Clamp(MostQueue * available / (rate - available), LeastDuration, MostDuration)
            : FirstDuration;
        int length = (int)Math.Clamp(Math.Max(rate - demand.Present, 0) * duration / 8_000_000 / WantedPackets, LeastPacketLength, MostPacketLength);
        return new ProbePlan(rate, TimeSpan.FromMicroseconds(duration), length);
    }
}
