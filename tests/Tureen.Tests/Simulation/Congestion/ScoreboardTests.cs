using System.Globalization;
using Tureen.Testing.Simulation.Congestion.Measures;
using Tureen.Testing.Simulation.Congestion.Scenarios;
using Tureen.Tests.Style;

namespace Tureen.Tests.Simulation.Congestion;

/// <summary>
/// Scenarios of each kind with one seed, against the committed figures: a change that makes a row worse by more than its margin fails. The whole table
/// over ten seeds comes from <c>bench congestion</c>.
/// </summary>
public sealed class ScoreboardTests
{
    private const string File = "tests/Tureen.Tests/Simulation/Congestion/Scoreboard.txt";

    /// <summary>Set to 1, the figures are written instead of compared.</summary>
    private const string UpdateVariable = "TUREEN_UPDATE_SCOREBOARD";

    private const ulong Seed = 1;

    private static readonly string[] Names =
    [
        "C01", "C02", "C03", "C04", "C04-svc", "C05", "C07-30", "C08", "C08-400", "C09", "C10", "C12-5", "C13-10", "C15", "C17", "C19", "C20", "C21",
        "C23", "C24", "C26-500", "C29", "C31", "C33", "C35", "C36", "C38", "C43", "C44-limit", "RFC8867-5.2",
    ];

    /// <summary>A measure, how much worse it may get, and whether more is better.</summary>
    private static readonly (string Name, Func<CongestionMeasures, double> Value, double Margin, bool IsMoreBetter)[] Columns =
    [
        ("used", static measures => measures.Used, 0.05, true),
        ("q95", static measures => measures.QueueHigh, 0.05, false),
        ("frozen", static measures => measures.FreezeTotal, 1, false),
        ("pause", static measures => measures.PauseTotal, 1, false),
        ("reversals", static measures => measures.Reversals, 1, false),
        ("audio", static measures => measures.AudioLoss, 0.01, false),
        ("drops", static measures => measures.Drops, 0.01, false),
    ];

    [Fact]
    public void No_scenario_is_worse_than_the_committed_figures()
    {
        string[] rows = new string[Names.Length];
        Parallel.For(0, Names.Length, i => rows[i] = Measure(Names[i]));
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            System.IO.File.WriteAllLines(Path.Combine(Repository.Root, File), rows);
            return;
        }

        Dictionary<string, string> committed = Repository.ReadLines(File).ToDictionary(static row => row[..row.IndexOf(' ')], StringComparer.Ordinal);
        Assert.Empty(rows.SelectMany(row => Compare(row, committed.GetValueOrDefault(row[..row.IndexOf(' ')]) ?? string.Empty)));
    }

    [Fact]
    public void A_worse_row_is_found()
    {
        Assert.Empty(Compare("C01 used=0.95 q95=0.03", "C01 used=0.97 q95=0.02"));
        Assert.Equal(["C01 used: 0.9, and 0.97 is committed"], Compare("C01 used=0.9 q95=0.02", "C01 used=0.97 q95=0.02"));
        Assert.Equal(["C01 q95: 0.2, and 0.02 is committed"], Compare("C01 used=0.97 q95=0.2", "C01 used=0.97 q95=0.02"));
    }

    private static string Measure(string name)
    {
        using var run = new ScenarioRun(CongestionScenarios.All.Single(scenario => scenario.Name == name), Seed);
        return $"{name} {string.Join(' ', Columns.Select(column => string.Create(CultureInfo.InvariantCulture, $"{column.Name}={column.Value(run.Measures):0.###}")))}";
    }

    private static IEnumerable<string> Compare(string row, string committed)
    {
        string scenario = row[..row.IndexOf(' ')];
        foreach ((string name, _, double margin, bool isMoreBetter) in Columns)
        {
            if (Read(row, name) is not double now)
            {
                continue;
            }

            double? before = Read(committed, name);
            double worse = isMoreBetter ? (before ?? double.NaN) - now : now - (before ?? double.NaN);
            if (!(worse <= margin))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{scenario} {name}: {now}, and {before} is committed");
            }
        }
    }

    private static double? Read(string row, string name)
    {
        string? cell = row.Split(' ').FirstOrDefault(cell => cell.StartsWith(name + "=", StringComparison.Ordinal));
        return cell is null ? null : double.Parse(cell[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }
}
