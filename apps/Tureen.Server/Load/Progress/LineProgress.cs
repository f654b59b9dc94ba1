using System.Globalization;
using Tureen.Server.Load.Participants;

namespace Tureen.Server.Load.Progress;

/// <summary>Progress in lines, for logs and pipes.</summary>
/// <param name="output">Where they go.</param>
internal sealed class LineProgress(TextWriter output)
{
    /// <summary>A line for each phase, and one after so many reports.</summary>
    private const int Interval = 5;

    private string? _phase;
    private int _skipped;

    public void Report(LoadProgress progress)
    {
        if (progress.Phase == _phase && ++_skipped < Interval)
        {
            return;
        }

        _phase = progress.Phase;
        _skipped = 0;
        output.WriteLine(Text(progress));
    }

    private static string Text(LoadProgress progress) => string.Create(
        CultureInfo.InvariantCulture,
        $"{progress.Sample.Seconds,6:0} s  {progress.Phase,-9}  {progress.Sample.Participants}/{progress.Wanted} participants, {progress.Failed} failed, "
            + $"{progress.Sample.PacketsPerSecond:0} packets/s, {progress.Sample.MegabitsPerSecond:0.0} Mbit/s, {progress.Sample.LossPercent:0.00} % lost, "
            + $"latency {progress.LatencyMedian:0.0} ms");
}
