using System.Globalization;
using System.Net;
using System.Text;

namespace Tureen.Server.Load.Reports;

/// <summary>The report as a page that needs nothing else: no script, no other file.</summary>
internal static class ReportPage
{
    private const double BitsPerMegabit = 1_000_000;

    private const string Style =
        ":root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}body{max-width:1320px;margin:2rem auto;padding:0 1rem}"
        + "h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse}td,th{padding:.2rem .9rem .2rem 0;text-align:right}"
        + "td:first-child,th:first-child{text-align:left}tr+tr{border-top:1px solid #8884}.good{color:#1a7f37}.bad{color:#c62828}"
        + ".charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));gap:1rem}svg{width:100%;height:auto}"
        + "svg text{font-size:12px;fill:currentColor}svg .title{font-size:14px;font-weight:600}svg .value{text-anchor:end}"
        + "svg line{stroke:#8886}svg polyline{fill:none;stroke:#2f6fde;stroke-width:2}";

    public static string Write(LoadReport report)
    {
        StringBuilder page = new();
        page.Append("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>tureen load</title>\n");
        page.Append("<style>").Append(Style).Append("</style>\n");
        AddHead(page, report);
        AddTimes(page, report);
        AddKinds(page, report);
        AddTraffic(page, report);
        AddCharts(page, report.Samples);
        AddErrors(page, report.Errors);
        return page.Append("</html>\n").ToString();
    }

    private static void AddHead(StringBuilder page, LoadReport report)
    {
        ScenarioReport scenario = report.Scenario;
        ParticipantsReport people = report.Participants;
        string media = (scenario.Audio, scenario.Video) switch
        {
            (true, true) => Text($"audio and video ({scenario.Layers} encodings, up to {scenario.VideoBitsPerSecond / BitsPerMegabit:0.##} Mbit/s)"),
            (true, false) => "audio",
            (false, true) => Text($"video ({scenario.Layers} encodings, up to {scenario.VideoBitsPerSecond / BitsPerMegabit:0.##} Mbit/s)"),
            _ => "nothing",
        };
        page.Append("<h1>").Append(Text($"{scenario.Rooms} × {scenario.ParticipantsPerRoom} participants, {scenario.PublishersPerRoom} of each room send {media}")).Append("</h1>\n");
        page.Append("<p>").Append(Encode(Text($"{scenario.Server}, {report.StartedAt:yyyy-MM-dd HH:mm:ss} UTC, seed {scenario.Seed}")));
        page.Append(Encode(Text($"; {scenario.JoinsPerSecond} join in a second, {scenario.ChurnPerMinute} leave in a minute")));
        if (scenario.ImpairedPercent > 0)
        {
            page.Append(Encode(Text(
                $"; {scenario.ImpairedPercent:0.#} % behind links with {scenario.LossPercent:0.##} % loss, {scenario.DelayMilliseconds:0} ms delay, ")
                + Text($"{scenario.JitterMilliseconds:0} ms jitter")
                + (scenario.LinkBitsPerSecond > 0 ? Text($", {scenario.LinkBitsPerSecond / BitsPerMegabit:0.##} Mbit/s") : string.Empty)));
        }

        page.Append("</p>\n<p class=\"").Append(report.IsGood ? "good" : "bad").Append("\">");
        page.Append(Encode(Text($"{people.Joined} of {people.Wanted} joined, {people.Failed} failed, {people.Left} left for others.")));
        page.Append("</p>\n");
    }

    private static void AddTimes(StringBuilder page, LoadReport report)
    {
        page.Append("<h2>Times in milliseconds</h2>\n<table><tr><th></th><th>number</th><th>median</th><th>95 %</th><th>99 %</th><th>most</th></tr>\n");
        AddTimes(page, "join", report.JoinTime);
        AddTimes(page, "first sound", report.Audio.First);
        AddTimes(page, "first frame", report.Video.First);
        AddTimes(page, "latency of audio", report.Audio.Latency);
        AddTimes(page, "latency of video", report.Video.Latency);
        AddTimes(page, "jitter of audio", report.Audio.Jitter);
        AddTimes(page, "jitter of video", report.Video.Jitter);
        page.Append("</table>\n");
    }

    private static void AddTimes(StringBuilder page, string name, DistributionReport times)
    {
        if (times.Count > 0)
        {
            AddRow(
                page, name, Text($"{times.Count}"), Text($"{times.Median:0.0}"), Text($"{times.P95:0.0}"), Text($"{times.P99:0.0}"), Text($"{times.Max:0.0}"));
        }
    }

    private static void AddKinds(StringBuilder page, LoadReport report)
    {
        page.Append("<h2>Received</h2>\n<table><tr><th></th><th>tracks</th><th>silent</th><th>packets</th><th>lost</th><th>frames/s</th><th>freezes</th><th>frozen</th></tr>\n");
        foreach ((string name, KindReport kind) in new[] { ("audio", report.Audio), ("video", report.Video) })
        {
            if (kind.Streams > 0)
            {
                bool hasFrames = kind.Frames > 0;
                AddRow(
                    page,
                    name,
                    Text($"{kind.Streams}"),
                    Text($"{kind.SilentStreams}"),
                    Text($"{kind.Packets}"),
                    Text($"{kind.LossPercent:0.000} %"),
                    hasFrames ? Text($"{kind.FramesPerSecond:0.0}") : string.Empty,
                    hasFrames ? Text($"{kind.Freezes}") : string.Empty,
                    hasFrames ? Text($"{kind.FrozenPercent:0.000} %") : string.Empty);
            }
        }

        page.Append("</table>\n");
        if (report.Video.FramePercentByHeight.Count > 0)
        {
            page.Append("<h2>Layers</h2>\n<table><tr><th>lines</th><th>frames</th></tr>\n");
            foreach ((string height, double percent) in report.Video.FramePercentByHeight)
            {
                AddRow(page, height, Text($"{percent:0.0} %"));
            }

            page.Append("</table>\n");
        }
    }

    private static void AddTraffic(StringBuilder page, LoadReport report)
    {
        SteadyReport steady = report.Steady;
        page.Append("<h2>Traffic once all had joined</h2>\n<table>\n");
        AddRow(page, "seconds", Text($"{steady.Seconds:0.0}"));
        AddRow(page, "packets a second", Text($"{steady.PacketsPerSecond:0}"));
        AddRow(page, "Mbit/s", Text($"{steady.BitsPerSecond / BitsPerMegabit:0.0}"));
        AddRow(page, "CPU of this program", Text($"{steady.OwnCpuPercent:0} % of a core"));
        AddRow(page, "late with a frame by at most", Text($"{steady.WorstSendDelay:0} ms"));
        if (steady.ServerCpuPercent is { } cpu)
        {
            AddRow(page, "CPU of the server", Text($"{cpu:0} % of a core"));
            AddRow(page, "CPU of the server for each packet", Text($"{steady.ServerCpuMicrosecondsPerPacket:0.00} µs"));
        }

        if (report.Comparison is { } comparison)
        {
            AddRow(page, "packets that the server sent, by its count and here", Text($"{comparison.ServerSent} and {comparison.Received}"));
            AddRow(page, "packets that it received, by its count and here", Text($"{comparison.ServerReceived} and {comparison.Sent}"));
        }

        page.Append("</table>\n");
    }

    private static void AddCharts(StringBuilder page, IReadOnlyList<LoadSample> samples)
    {
        page.Append("<h2>Over time</h2>\n<div class=\"charts\">\n");
        Add("participants", static sample => sample.Participants);
        Add("packets a second", static sample => sample.PacketsPerSecond);
        Add("Mbit/s", static sample => sample.MegabitsPerSecond);
        Add("% lost", static sample => sample.LossPercent);
        Add("freezes a second", static sample => sample.Freezes);
        page.Append("</div>\n");

        void Add(string title, Func<LoadSample, double> value) =>
            page.Append(LineChart.Draw(title, [.. samples.Select(sample => (sample.Seconds, value(sample)))])).Append('\n');
    }

    private static void AddErrors(StringBuilder page, IReadOnlyDictionary<string, int> errors)
    {
        if (errors.Count == 0)
        {
            return;
        }

        page.Append("<h2>Errors</h2>\n<table>\n");
        foreach ((string error, int count) in errors)
        {
            AddRow(page, error, Text($"{count}"));
        }

        page.Append("</table>\n");
    }

    private static void AddRow(StringBuilder page, string name, params ReadOnlySpan<string> cells)
    {
        page.Append("<tr><td>").Append(Encode(name)).Append("</td>");
        foreach (string cell in cells)
        {
            page.Append("<td>").Append(Encode(cell)).Append("</td>");
        }

        page.Append("</tr>\n");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
