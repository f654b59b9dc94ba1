using Spectre.Console;
using Tureen.Server.Load.Participants;
using Tureen.Server.Load.Progress;
using Tureen.Server.Load.Reports;
using Tureen.Server.Load.Scenarios;

namespace Tureen.Server.Load;

/// <summary>Runs <c>tureen load</c>.</summary>
/// <param name="reader">The settings.</param>
/// <param name="output">Where the summary goes, and progress without a terminal.</param>
/// <param name="console">The terminal; null if there is none.</param>
internal sealed class LoadCommand(ScenarioReader reader, TextWriter output, IAnsiConsole? console = null)
{
    private const int Good = 0;
    private const int Bad = 1;

    /// <returns>The exit code: not 0 when a participant failed.</returns>
    /// <exception cref="Rooms.Settings.SettingsException">A setting is wrong.</exception>
    /// <exception cref="IOException">The report cannot be written.</exception>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        LoadScenario scenario = reader.Read();
        foreach (string file in new[] { reader.ReportFile, reader.HtmlFile }.OfType<string>())
        {
            // A file that cannot be written is better known before the load than after it.
            await File.WriteAllTextAsync(file, string.Empty, stop);
        }

        LoadReport report = await RunAsync(scenario, stop);
        output.Write(ReportText.Write(report));
        if (reader.ReportFile is { } json)
        {
            await File.WriteAllTextAsync(json, ReportJson.Write(report), CancellationToken.None);
        }

        if (reader.HtmlFile is { } html)
        {
            await File.WriteAllTextAsync(html, ReportPage.Write(report), CancellationToken.None);
        }

        return report.IsGood ? Good : Bad;
    }

    private Task<LoadReport> RunAsync(LoadScenario scenario, CancellationToken stop) => console is { Profile.Capabilities.Interactive: true }
        ? TerminalProgress.ShowAsync(console, report => LoadRun.RunAsync(scenario, report, stop))
        : LoadRun.RunAsync(scenario, new LineProgress(output).Report, stop);
}
