using System.Text.Json;
using Tureen.Fuzz.Targets;

namespace Tureen.Fuzz.Driver;

/// <summary>What a process does that a <see cref="Supervisor"/> started.</summary>
internal static class ChildCommand
{
    public static int Run(FuzzOptions options)
    {
        TargetEntry entry = TargetCatalog.Find(options.Targets[0]);
        using var session = new FuzzSession(entry, options.Seed);
        TargetReport report = session.Run(
            Corpus.Read(entry.CorpusFile).Concat([.. Corpus.Read(FuzzFolder.NewOf(entry.Name))]), TimeSpan.FromMinutes(options.Minutes), options.Runs);
        File.WriteAllText(FuzzFolder.ReportOf(entry.Name), JsonSerializer.Serialize(report));
        return 0;
    }
}
