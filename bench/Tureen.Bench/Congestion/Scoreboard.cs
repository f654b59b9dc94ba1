using System.Text;

namespace Tureen.Bench.Congestion;

/// <summary>The scores of all scenarios as text and as Markdown.</summary>
internal static class Scoreboard
{
    /// <summary>The head of the text, whose columns are as wide as <see cref="Line"/> makes them.</summary>
    public static string Head => Row("scenario", MeasureColumn.All.Select(static column => column.Name), "goals met");

    public static string Line(ScenarioScore score)
    {
        string met = $"{score.Scenario.Goals.Count - score.Missed.Count} of {score.Scenario.Goals.Count}";
        return Row(score.Scenario.Name, MeasureColumn.All.Select((column, i) => column.Format(score.Worst(i))), met);
    }

    public static string Markdown(IReadOnlyList<ScenarioScore> scores, int seeds)
    {
        var text = new StringBuilder();
        text.AppendLine("# Outgoing congestion control: scoreboard").AppendLine();
        text.AppendLine(
            $"{scores.Count} scenarios with {seeds} seeds each; {scores.Count(static score => score.IsMet)} meet all goals. "
            + "Each measure is the worst of the seeds, and their median behind the stroke. – does not apply, ∞ never happened.").AppendLine();
        text.AppendLine($"| scenario | {string.Join(" | ", MeasureColumn.All.Select(static column => column.Name))} |");
        text.AppendLine($"|---|{string.Concat(Enumerable.Repeat("--:|", MeasureColumn.All.Count))}");
        foreach (ScenarioScore score in scores)
        {
            IEnumerable<string> cells = MeasureColumn.All.Select((column, i) => $"{column.Format(score.Worst(i))} / {column.Format(score.Median(i))}");
            text.AppendLine($"| {score.Scenario.Name} | {string.Join(" | ", cells)} |");
        }

        text.AppendLine().AppendLine("| scenario | what it is | goals | missed, with the worst value and the number of runs | others |");
        text.AppendLine("|---|---|---|---|---|");
        foreach (ScenarioScore score in scores)
        {
            string missed = score.IsMet ? "none" : string.Join("; ", score.Missed);
            string verdict = $"{score.Scenario.Goals.Count - score.Missed.Count} of {score.Scenario.Goals.Count}";
            text.AppendLine($"| {score.Scenario.Name} | {score.Scenario.Title} | {verdict} | {missed} | {score.Scenario.Others} |");
        }

        return text.ToString();
    }

    private static string Row(string name, IEnumerable<string> cells, string goals) =>
        $"{name,-14}{string.Concat(cells.Select(static cell => $"{cell,13}"))}  {goals}";
}
