using System.Globalization;
using System.Text;

namespace Tureen.Server.Load.Reports;

/// <summary>The report for a terminal.</summary>
internal static class ReportText
{
    private const double BitsPerMegabit = 1_000_000;

    public static string Write(LoadReport report)
    {
        StringBuilder text = new();
        ParticipantsReport people = report.Participants;
        Add(text, "participants", $"{people.Joined} of {people.Wanted} joined, {people.Failed} failed, {people.Left} left");
        Add(text, "join time", Times(report.JoinTime));
        AddKind(text, "audio", report.Audio);
        AddKind(text, "video", report.Video);
        SteadyReport steady = report.Steady;
        Add(text, "traffic", $"{steady.PacketsPerSecond:0} packets/s, {steady.BitsPerSecond / BitsPerMegabit:0.0} Mbit/s, for {steady.Seconds:0} s");
        Add(text, "own CPU", $"{steady.OwnCpuPercent:0} % of a core; late with a frame by at most {steady.WorstSendDelay:0} ms");
        if (steady.ServerCpuPercent is { } cpu)
        {
            Add(text, "server CPU", $"{cpu:0} % of a core, {steady.ServerCpuMicrosecondsPerPacket:0.00} µs for each packet");
        }

        if (report.Comparison is { } comparison)
        {
            Add(text, "server's count", $"{comparison.ServerSent} packets sent, here {comparison.Received}: {comparison.DifferencePercent:0.0000} % apart");
            Add(text, string.Empty, $"{comparison.ServerReceived} received, here {comparison.Sent} sent: {comparison.SentDifferencePercent:0.0000} % apart");
        }

        foreach ((string error, int count) in report.Errors)
        {
            Add(text, "error", $"{count} × {error}");
        }

        return text.ToString();
    }

    private static void AddKind(StringBuilder text, string name, KindReport kind)
    {
        if (kind.Streams == 0)
        {
            return;
        }

        Add(text, name, $"{kind.Streams} tracks, {kind.SilentStreams} silent, {kind.Packets} packets, {kind.LossPercent:0.000} % lost");
        Add(text, "  first", Times(kind.First));
        Add(text, "  latency", Times(kind.Latency));
        Add(text, "  jitter", Times(kind.Jitter));
        if (kind.Frames > 0)
        {
            Add(text, "  picture", $"{kind.FramesPerSecond:0.0} frames/s, {kind.Freezes} freezes, {kind.FrozenPercent:0.000} % of the time frozen");
            Add(text, "  layers", string.Join(", ", kind.FramePercentByHeight.Select(static pair => Invariant($"{pair.Key} lines {pair.Value:0.0} %"))));
        }
    }

    private static string Times(DistributionReport times) =>
        times.Count == 0 ? "none" : Invariant($"median {times.Median:0.0} ms, 95 % {times.P95:0.0}, 99 % {times.P99:0.0}, at most {times.Max:0.0}");

    private static void Add(StringBuilder text, string name, FormattableString value) => Add(text, name, Invariant(value));

    private static void Add(StringBuilder text, string name, string value) => text.Append($"{name,-15} ").Append(value).Append('\n');

    private static string Invariant(FormattableString value) => value.ToString(CultureInfo.InvariantCulture);
}
