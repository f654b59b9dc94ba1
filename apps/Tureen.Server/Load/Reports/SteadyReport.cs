namespace Tureen.Server.Load.Reports;

/// <summary>The time when all had joined.</summary>
internal sealed record SteadyReport
{
    public required double Seconds { get; init; }

    public required double PacketsPerSecond { get; init; }

    public required double BitsPerSecond { get; init; }

    /// <summary>Of one core.</summary>
    public required double OwnCpuPercent { get; init; }

    /// <summary>Of one core; null if no process was named.</summary>
    public double? ServerCpuPercent { get; init; }

    /// <summary>Of the server, for each packet that a participant received.</summary>
    public double? ServerCpuMicrosecondsPerPacket { get; init; }

    /// <summary>Milliseconds that this program was late with a frame at most. Where that is much, it measured itself.</summary>
    public required double WorstSendDelay { get; init; }
}
