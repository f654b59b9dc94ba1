using System.Diagnostics;
using System.Globalization;
using Tureen.Testing.Simulation.Congestion.Scenarios;

namespace Tureen.Bench.Congestion;

/// <summary>
/// How the engine does on bad and changing links: scenarios in virtual time over several seeds, as a table of measures and goals, with
/// a chart of each.
/// </summary>
internal static class CongestionCommand
{
    public static void Run(CongestionOptions options)
    {
        if (options.IsList)
        {
            foreach (CongestionScenario scenario in options.Scenarios)
            {
                Console.WriteLine($"{scenario.Name,-14} {scenario.Title}");
            }

            return;
        }

        long began = Stopwatch.GetTimestamp();
        Console.WriteLine(Scoreboard.Head);
        ScenarioScore[] scores = new ScenarioScore[options.Scenarios.Count];
        Lock console = new();
        Parallel.For(0, scores.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            CongestionScenario scenario = options.Scenarios[i];
            scores[i] = ScenarioScore.Run(options.IsUncontrolled ? scenario.Uncontrolled() : scenario, options.Seeds);
            lock (console)
            {
                Print(scores[i]);
            }
        });
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{scores.Count(static score => score.IsMet)} of {scores.Length} scenarios meet all goals; {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s"));
        if (options.Folder is string folder)
        {
            Write(folder, scores, options.Seeds);
        }
    }

    private static void Print(ScenarioScore score)
    {
        Console.WriteLine(Scoreboard.Line(score));
        foreach (string missed in score.Missed)
        {
            Console.WriteLine($"{string.Empty,-14}  missed: {missed}");
        }
    }

    private static void Write(string folder, ScenarioScore[] scores, int seeds)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "scoreboard.md"), Scoreboard.Markdown(scores, seeds));
        foreach (ScenarioScore score in scores)
        {
            string title = $"{score.Scenario.Name}: {score.Scenario.Title} (seed 1)";
            File.WriteAllText(Path.Combine(folder, $"{score.Scenario.Name}.svg"), ScenarioChart.Draw(title, score.Timeline));
        }
    }
}
