using Tureen.Fuzz.Targets;

namespace Tureen.Fuzz.Driver;

/// <summary>Fuzzes the targets that were asked for, one after the other, and prints what came out.</summary>
internal static class FuzzCommand
{
    public static int Run(FuzzOptions options)
    {
        IReadOnlyList<TargetEntry> entries = options.Targets.Count == 0
            ? TargetCatalog.All
            : [.. options.Targets.Select(TargetCatalog.Find)];
        Console.WriteLine($"seed {options.Seed}");
        TimeSpan each = TimeSpan.FromMinutes(options.Minutes) / entries.Count;
        List<TargetReport> reports = [];
        foreach (TargetEntry entry in entries)
        {
            Console.WriteLine($"{entry.Name}: {entry.Description}");
            File.Delete(FuzzFolder.NewOf(entry.Name));
            reports.Add(new Supervisor(entry.Name, options).Run(each));
            if (options.IsSaving)
            {
                Corpus.Append(FuzzFolder.CorpusOf(entry.Name), Corpus.Read(FuzzFolder.NewOf(entry.Name)));
            }
        }

        Console.WriteLine();
        ReportTable.Write(reports);
        return reports.TrueForAll(static report => report.IsClean) ? 0 : 1;
    }

    /// <summary>Runs the inputs of a file once.</summary>
    public static int Replay(FuzzOptions options, string file)
    {
        TargetEntry entry = TargetCatalog.Find(options.Targets.Count == 1 ? options.Targets[0] : throw new FuzzOptionException("--replay needs one --target"));
        var findings = new Findings(entry.Name);
        using var map = new CoverageMap();
        map.Attach();
        using var watchdog = new Watchdog();
        using var runner = new Runner(entry.Create);
        foreach (byte[] input in Corpus.Read(file))
        {
            watchdog.Begin();
            Finding? finding = runner.Run(input);
            watchdog.End();
            if (finding is null || !findings.TryAdd(finding, runner.Runs))
            {
                Console.WriteLine(finding is null ? $"nothing; slowest {runner.Target.Slowest.TotalMilliseconds} ms" : "the same");
            }
        }

        return findings.Count > 0 ? 1 : 0;
    }
}
