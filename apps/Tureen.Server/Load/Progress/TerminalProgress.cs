using System.Globalization;
using Spectre.Console;
using Tureen.Server.Load.Participants;

namespace Tureen.Server.Load.Progress;

/// <summary>Progress as a table that changes in its place.</summary>
internal static class TerminalProgress
{
    /// <summary>Shows what is reported until the work is done.</summary>
    public static Task<T> ShowAsync<T>(IAnsiConsole console, Func<Action<LoadProgress>, Task<T>> work) => console
        .Live(new Text("Starting …"))
        .StartAsync(context => work(progress => context.UpdateTarget(Draw(progress))));

    private static Table Draw(LoadProgress progress)
    {
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("name").AddColumn(new TableColumn("value").RightAligned());
        table.Title = new TableTitle($"tureen load: {progress.Phase}");
        Add(table, "time", $"{progress.Sample.Seconds:0} s");
        Add(table, "participants", $"{progress.Sample.Participants} of {progress.Wanted}");
        Add(table, "failed", $"{progress.Failed}");
        Add(table, "packets", $"{progress.Sample.PacketsPerSecond:0} a second");
        Add(table, "traffic", $"{progress.Sample.MegabitsPerSecond:0.0} Mbit/s");
        Add(table, "lost", $"{progress.Sample.LossPercent:0.000} %");
        Add(table, "freezes", $"{progress.Sample.Freezes} a second");
        Add(table, "latency", $"{progress.LatencyMedian:0.0} ms");
        return table;
    }

    private static void Add(Table table, string name, FormattableString value) =>
        table.AddRow(new Text(name), new Text(value.ToString(CultureInfo.InvariantCulture)));
}
