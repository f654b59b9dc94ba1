using BenchmarkDotNet.Running;

namespace Tureen.Bench.Micro;

/// <summary>What the <c>micro</c> command measures.</summary>
internal sealed record MicroOptions
{
    /// <summary>A part of <c>Class.Method</c>; null for all.</summary>
    public string? Filter { get; init; }

    public bool IsList { get; init; }

    public bool IsVerbose { get; init; }

    /// <exception cref="FormatException">An option is unknown.</exception>
    public static MicroOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new MicroOptions();
        foreach (string argument in arguments)
        {
            options = argument switch
            {
                "--list" => options with { IsList = true },
                "--verbose" => options with { IsVerbose = true },
                _ when argument.StartsWith('-') => throw new FormatException($"unknown option {argument}"),
                _ when options.Filter is not null => throw new FormatException($"one filter at most, not also {argument}"),
                _ => options with { Filter = argument },
            };
        }

        return options;
    }

    public static string NameOf(BenchmarkCase benchmark) =>
        $"{benchmark.Descriptor.Type.Name}.{benchmark.Descriptor.WorkloadMethod.Name}";

    public bool IsMatch(BenchmarkCase benchmark) =>
        NameOf(benchmark).Contains(Filter ?? string.Empty, StringComparison.OrdinalIgnoreCase);
}
