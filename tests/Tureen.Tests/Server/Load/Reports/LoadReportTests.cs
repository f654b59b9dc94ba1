using Tureen.Ortc;
using Tureen.Server.Load.Links;
using Tureen.Server.Load.Measures;
using Tureen.Server.Load.Reports;
using Tureen.Server.Load.Scenarios;
using Tureen.Tests.Style;

namespace Tureen.Tests.Server.Load.Reports;

/// <summary>A report of given figures, against the files in the repository.</summary>
public sealed class LoadReportTests
{
    private const string UpdateVariable = "TUREEN_UPDATE_GOLDEN";

    [Fact]
    public void The_report_for_programs_is_as_it_was() => Check("report.json", ReportJson.Write(Report()));

    [Fact]
    public void The_page_is_as_it_was() => Check("report.html", ReportPage.Write(Report()));

    [Fact]
    public void The_text_is_as_it_was() => Check("report.txt", ReportText.Write(Report()));

    [Fact]
    public void The_page_needs_no_other_file_and_runs_no_script()
    {
        string page = ReportPage.Write(Report() with { Errors = new Dictionary<string, int> { ["<script>alert(1)</script>"] = 1 } });

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Tokens_and_keys_are_in_no_report()
    {
        string json = ReportJson.Write(Report() with
        {
            Scenario = ScenarioReport.Of(new LoadScenario { Server = new Uri("http://user:secret@a.example/?token=secret"), Token = "secret", TokenKey = "secret" }),
        });

        Assert.DoesNotContain("secret", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_or_a_silent_track_is_no_good_report()
    {
        LoadReport report = Report();

        Assert.True((report with { Participants = new ParticipantsReport(4, 4, 0, 0) }).IsGood);
        Assert.False(report.IsGood);
        Assert.False((report with { Participants = new ParticipantsReport(4, 4, 0, 0), Audio = report.Audio with { SilentStreams = 1 } }).IsGood);
        Assert.False((report with { Participants = new ParticipantsReport(0, 0, 0, 0) }).IsGood);
    }

    private static void Check(string name, string actual)
    {
        string path = Path.Combine(Repository.Root, "tests/Tureen.Tests/Server/Load/Reports", name);
        if (string.Equals(Environment.GetEnvironmentVariable(UpdateVariable), "1", StringComparison.Ordinal))
        {
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static LoadReport Report()
    {
        var figures = new SharedFigures();
        for (int i = 1; i <= 100; i++)
        {
            figures.JoinTime.Add(i * 2);
            figures.LatencyOf(MediaKind.Audio).Add(i / 10.0);
            figures.LatencyOf(MediaKind.Video).Add(i);
            figures.FirstOf(MediaKind.Video).Add(i * 10);
            figures.JitterOf(MediaKind.Video).Add(0.5);
        }

        return new LoadReport
        {
            StartedAt = new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero),
            Scenario = ScenarioReport.Of(new LoadScenario
            {
                Server = new Uri("https://rooms.example.org/"),
                Rooms = 2,
                Link = new LinkConditions { Loss = 0.01, Delay = TimeSpan.FromMilliseconds(30) },
                ImpairedShare = 0.5,
            }),
            Participants = new ParticipantsReport(8, 7, 1, 0),
            JoinTime = DistributionReport.Of(figures.JoinTime),
            Audio = KindReport.Of(MediaKind.Audio, new StreamTotals { Streams = 24, Packets = 36_000, Bytes = 2_880_000, Lost = 36 }, figures),
            Video = KindReport.Of(MediaKind.Video, Video(), figures),
            Steady = new SteadyReport
            {
                Seconds = 30,
                PacketsPerSecond = 4_200,
                BitsPerSecond = 30_500_000,
                OwnCpuPercent = 12.5,
                ServerCpuPercent = 6.25,
                ServerCpuMicrosecondsPerPacket = 14.88,
                WorstSendDelay = 3.2,
            },
            Comparison = new ComparisonReport(48, 126_000, 126_000, 0, 63_000, 63_010, 0.0159),
            Samples = [.. Enumerable.Range(1, 30).Select(static second => new LoadSample(second, Math.Min(second, 7), second * 100, second / 2.0, second % 3 * 0.1, second % 2))],
            Errors = new SortedDictionary<string, int>(StringComparer.Ordinal) { ["join: the server refused"] = 1 },
        };
    }

    private static StreamTotals Video() => new()
    {
        Streams = 24,
        Packets = 90_000,
        Bytes = 90_000_000,
        Frames = 21_600,
        Freezes = 3,
        Frozen = TimeSpan.FromSeconds(1.5),
        Watched = TimeSpan.FromSeconds(720),
        FramesByHeight = new Dictionary<int, long> { [180] = 1_600, [720] = 20_000 },
    };
}
