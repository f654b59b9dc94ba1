using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Tureen.Bench.Micro;

/// <summary>Times single pieces of the media path with BenchmarkDotNet, and counts what they allocate.</summary>
internal static class MicroCommand
{
    private const int WarmupCount = 3;
    private const int IterationCount = 7;

    /// <summary>Long enough for a median on a noisy machine, short enough for all of them in a few minutes.</summary>
    private static readonly TimeInterval IterationTime = TimeInterval.FromMilliseconds(100);

    /// <exception cref="FormatException">The filter matches nothing.</exception>
    public static void Run(MicroOptions options)
    {
        Type[] types = [.. typeof(MicroCommand).Assembly.GetTypes().Where(
            static type => type.IsPublic && type.Namespace == typeof(MicroCommand).Namespace)];
        IConfig config = CreateConfig(options);
        BenchmarkRunInfo[] runs = [.. types.Select(type => BenchmarkConverter.TypeToBenchmarks(type, config))
            .Where(static run => run.BenchmarksCases.Length > 0)
            .OrderBy(static run => run.Type.Name, StringComparer.Ordinal)];
        if (runs.Length == 0)
        {
            throw new FormatException($"no micro benchmark is named like {options.Filter}");
        }

        if (options.IsList)
        {
            foreach (string name in runs.SelectMany(static run => run.BenchmarksCases).Select(MicroOptions.NameOf).Distinct())
            {
                Console.WriteLine(name);
            }

            return;
        }

        BenchmarkRunner.Run(runs);
    }

    private static ManualConfig CreateConfig(MicroOptions options)
    {
        // In this process, so that nothing has to be built by the library and the runtime is the one that was started.
        Job job = Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(WarmupCount)
            .WithIterationCount(IterationCount)
            .WithIterationTime(IterationTime)
            .WithId("Micro");
        ManualConfig config = ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .HideColumns(Column.Error, Column.RatioSD, Column.Gen0, Column.Job)
            .AddExporter(MarkdownExporter.GitHub)
            .AddLogger(options.IsVerbose ? ConsoleLogger.Default : new SummaryLogger())
            .WithOrderer(new ByTypeOrderer())
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "tureen-bench"))
            .WithOptions(ConfigOptions.JoinSummary);
        return options.Filter is null
            ? config
            : config.AddFilter(new BenchmarkDotNet.Filters.SimpleFilter(options.IsMatch));
    }
}
