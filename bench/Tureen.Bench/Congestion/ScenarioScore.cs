using Tureen.Testing.Simulation.Congestion.Scenarios;

namespace Tureen.Bench.Congestion;

/// <summary>The measures and goals of one scenario over all its seeds.</summary>
internal sealed class ScenarioScore
{
    private readonly double[][] _values;
    private readonly double[][] _goals;

    private ScenarioScore(CongestionScenario scenario, double[][] values, double[][] goals, RunTimeline timeline)
    {
        Scenario = scenario;
        _values = values;
        _goals = goals;
        Timeline = timeline;
    }

    public CongestionScenario Scenario { get; }

    /// <summary>What happened with the first seed.</summary>
    public RunTimeline Timeline { get; }

    public bool IsMet => Missed.Count == 0;

    /// <summary>The goals that a run missed, with the worst value and how many runs missed them.</summary>
    public IReadOnlyList<string> Missed
    {
        get
        {
            var missed = new List<string>();
            for (int i = 0; i < Scenario.Goals.Count; i++)
            {
                CongestionGoal goal = Scenario.Goals[i];
                double[] values = [.. _goals.Select(run => run[i])];
                int runs = values.Count(value => !goal.IsMet(value));
                if (runs > 0)
                {
                    double worst = goal.IsAtMost ? values.Max() : values.Min();
                    missed.Add($"{goal.Name} {MeasureColumn.Text(worst)} {(goal.IsAtMost ? ">" : "<")} {MeasureColumn.Text(goal.Limit)} ({runs}/{values.Length})");
                }
            }

            return missed;
        }
    }

    public static ScenarioScore Run(CongestionScenario scenario, int first, int seeds)
    {
        double[][] values = new double[seeds][];
        double[][] goals = new double[seeds][];
        RunTimeline? timeline = null;
        for (int i = 0; i < seeds; i++)
        {
            using var run = new ScenarioRun(scenario, (ulong)(first + i));
            values[i] = [.. MeasureColumn.All.Select(column => column.Value(run.Measures))];
            goals[i] = [.. scenario.Goals.Select(goal => goal.Value(run.Measures))];
            timeline ??= new RunTimeline(run);
        }

        return new ScenarioScore(scenario, values, goals, timeline!);
    }

    public double Worst(int column) => MeasureColumn.All[column].Worst(_values.Select(run => run[column]));

    public double Median(int column)
    {
        double[] sorted = [.. _values.Select(run => run[column]).Order()];
        return sorted[sorted.Length / 2];
    }
}
