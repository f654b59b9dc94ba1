using System.Collections.Concurrent;
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
        ScenarioScore?[] scores = new ScenarioScore?[options.Scenarios.Count];
        Lock console = new();
        int printed = 0;
        OrderablePartitioner<int> oneByOne = Partitioner.Create(Enumerable.Range(0, scores.Length), EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(oneByOne, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            CongestionScenario scenario = options.Scenarios[i];
            var score = ScenarioScore.Run(options.IsUncontrolled ? scenario.Uncontrolled() : scenario, options.First, options.Seeds);
            lock (console)
            {
                // Lines come in the order of the scenarios.
                scores[i] = score;
                while (printed < scores.Length && scores[printed] is ScenarioScore next)
                {
                    Print(next);
                    printed++;
                }
            }
        });
        ScenarioScore[] all = [.. scores.OfType<ScenarioScore>()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{all.Count(static score => score.IsMet)} of {all.Length} scenarios meet all goals; {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s"));
        if (options.Folder is string folder)
        {
            Write(folder, all, options);
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

    private static void Write(string folder, ScenarioScore[] scores, CongestionOptions options)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "scoreboard.md"), Scoreboard.Markdown(scores, options.Seeds));
        foreach (ScenarioScore score in scores)
        {
            string title = $"{score.Scenario.Name}: {score.Scenario.Title} (seed {options.First})";
            File.WriteAllText(Path.Combine(folder, $"{score.Scenario.Name}.svg"), ScenarioChart.Draw(title, score.Timeline));
        }
    }
}
