using System.Globalization;
using Tureen.Ortc;
using Tureen.Server.Load.Measures;

namespace Tureen.Server.Load.Reports;

/// <summary>What came of one kind of media.</summary>
internal sealed record KindReport
{
    private const int Digits = 3;

    /// <summary>Tracks that participants received.</summary>
    public required long Streams { get; init; }

    /// <summary>Tracks of which nothing came.</summary>
    public required long SilentStreams { get; init; }

    public required long Packets { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Packets that retransmission did not bring either.</summary>
    public required long Lost { get; init; }

    public required double LossPercent { get; init; }

    /// <summary>Milliseconds from the start of joining or of the track, the later of the two, until there is something to hear or to see.</summary>
    public required DistributionReport First { get; init; }

    /// <summary>Milliseconds, one value for each track.</summary>
    public required DistributionReport Jitter { get; init; }

    /// <summary>Milliseconds from capture to arrival.</summary>
    public required DistributionReport Latency { get; init; }

    /// <summary>Frames that could be shown.</summary>
    public required long Frames { get; init; }

    public required double FramesPerSecond { get; init; }

    public required long Freezes { get; init; }

    /// <summary>The part of the time in which the picture stood still.</summary>
    public required double FrozenPercent { get; init; }

    /// <summary>The part of the frames by the height of the picture; 0 where the codec does not say it.</summary>
    public required IReadOnlyDictionary<string, double> FramePercentByHeight { get; init; }

    public static KindReport Of(MediaKind kind, StreamTotals totals, SharedFigures figures) => new()
    {
        Streams = totals.Streams,
        SilentStreams = totals.SilentStreams,
        Packets = totals.Packets,
        Bytes = totals.Bytes,
        Lost = totals.Lost,
        LossPercent = Percent(totals.Lost, totals.Lost + totals.Packets),
        First = DistributionReport.Of(figures.FirstOf(kind)),
        Jitter = DistributionReport.Of(figures.JitterOf(kind)),
        Latency = DistributionReport.Of(figures.LatencyOf(kind)),
        Frames = totals.Frames,
        FramesPerSecond = totals.Watched > TimeSpan.Zero ? Math.Round(totals.Frames / totals.Watched.TotalSeconds, Digits) : 0,
        Freezes = totals.Freezes,
        FrozenPercent = Percent(totals.Frozen.TotalSeconds, totals.Watched.TotalSeconds),
        FramePercentByHeight = totals.FramesByHeight
            .OrderBy(static pair => pair.Key)
            .ToDictionary(
                static pair => pair.Key.ToString(CultureInfo.InvariantCulture), pair => Percent(pair.Value, totals.Frames), StringComparer.Ordinal),
    };

    private static double Percent(double part, double whole) => whole > 0 ? Math.Round(100 * part / whole, Digits) : 0;
}
