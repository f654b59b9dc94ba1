using Tureen.Fuzz.Driver;
using Tureen.Fuzz.Targets;

namespace Tureen.Tests.Fuzz;

/// <summary>Runs what the fuzzer found, and what it begins with, once in each run of the tests (see tests/Tureen.Fuzz/README.md).</summary>
public sealed class CorpusReplayTests
{
    /// <summary>For all inputs of a target; it takes far less, and a loop without an end takes more.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private byte[] _current = [];

    public static TheoryData<string> Targets => [.. TargetCatalog.All.Select(static entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_input_of_the_corpus_ends_and_finds_nothing(string target)
    {
        TargetEntry entry = TargetCatalog.Find(target);
        string? failure = null;
        var thread = new Thread(() => failure = Replay(entry)) { IsBackground = true, Name = $"replay of {target}" };
        thread.Start();

        Assert.True(thread.Join(Limit), $"{target} does not end: {Convert.ToHexStringLower(_current)}");
        Assert.True(failure is null, failure);
    }

    private string? Replay(TargetEntry entry)
    {
        using var runner = new Runner(entry.Create);
        foreach (byte[] input in runner.Target.Seeds.Concat(Corpus.Read(entry.CorpusFile)))
        {
            _current = input;
            if (runner.Run(input) is { } finding)
            {
                return $"{entry.Name} {Convert.ToHexStringLower(input)}: {finding.Kind}: {finding.Message}\n{finding.Stack}";
            }
        }

        return null;
    }
}
