using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Tureen.Fuzz.Driver;

/// <summary>
/// Fuzzes a target in a process of its own, for what is found may end the process: a loop without an end, a stack that is full,
/// memory that is not there. Then the input is saved, and another process goes on.
/// </summary>
internal sealed class Supervisor(string target, FuzzOptions options)
{
    private const int MaxCrashes = 8;
    private const string StackOverflow = "Stack overflow";

    private readonly Findings _findings = new(target);
    private readonly List<string> _errors = [];

    public TargetReport Run(TimeSpan duration)
    {
        long startedAt = Stopwatch.GetTimestamp();
        var report = new TargetReport { Target = target };
        for (int attempt = 0; attempt <= MaxCrashes; attempt++)
        {
            TimeSpan left = duration - Stopwatch.GetElapsedTime(startedAt);
            if (attempt > 0 && options.Runs is null && left <= TimeSpan.Zero)
            {
                break;
            }

            File.Delete(FuzzFolder.ReportOf(target));
            RunChild(left > TimeSpan.Zero ? left : TimeSpan.Zero, options.Seed + (ulong)attempt, options.Runs - report.Given);
            if (File.Exists(FuzzFolder.ReportOf(target)))
            {
                report = report.With(JsonSerializer.Deserialize<TargetReport>(File.ReadAllText(FuzzFolder.ReportOf(target)))!);
                break;
            }

            report = report with { Runs = report.Runs + HandleCrash() };
        }

        return report with { Found = report.Found + _findings.Count, Seconds = Stopwatch.GetElapsedTime(startedAt).TotalSeconds };
    }

    private void RunChild(TimeSpan duration, ulong seed, long? packets)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Tureen.Fuzz.dll"));
        start.ArgumentList.Add("--child");
        Add(start, "--target", target);
        Add(start, "--minutes", duration.TotalMinutes.ToString(CultureInfo.InvariantCulture));
        Add(start, "--seed", seed.ToString(CultureInfo.InvariantCulture));
        if (packets is { } count)
        {
            Add(start, "--runs", count.ToString(CultureInfo.InvariantCulture));
        }

        _errors.Clear();
        using Process child = Process.Start(start)!;
        while (child.StandardError.ReadLine() is { } line)
        {
            _errors.Add(line);
        }

        child.WaitForExit();
    }

    private static void Add(ProcessStartInfo start, string name, string value)
    {
        start.ArgumentList.Add(name);
        start.ArgumentList.Add(value);
    }

    /// <summary>Keeps what ended the process; how many inputs it had run.</summary>
    private long HandleCrash()
    {
        (long runs, byte[] input) = CurrentInput.Read(FuzzFolder.CurrentOf(target));
        string kind = _errors.Contains(Watchdog.Mark)
            ? "hang"
            : _errors.Exists(static line => line.StartsWith(StackOverflow, StringComparison.Ordinal)) ? "overflow" : "crash";
        var finding = new Finding(kind, _errors.FirstOrDefault() ?? "no message", string.Join('\n', _errors.Take(40)));
        if (_findings.TryAdd(finding, runs))
        {
            _findings.Save(finding, input, isRepeatable: true);
        }

        return runs;
    }
}
