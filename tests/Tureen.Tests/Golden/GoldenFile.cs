using Tureen.Tests.Style;

namespace Tureen.Tests.Golden;

/// <summary>A committed file of the traces that scenarios leave: a change that only moves code leaves all of them as they are.</summary>
internal static class GoldenFile
{
    /// <summary>Set to 1, the files are written instead of compared.</summary>
    private const string UpdateVariable = "TUREEN_UPDATE_GOLDEN";

    /// <summary>The name of a scenario whose whole trace is written beside the test executable, or "all".</summary>
    private const string TextVariable = "TUREEN_GOLDEN_TRACE";

    private const int MaxDifferences = 20;

    private static readonly string TextFolder = Path.Combine(AppContext.BaseDirectory, "golden");

    /// <summary>Runs each scenario and compares what it leaves.</summary>
    /// <param name="file">The name of the file, without its extension.</param>
    /// <param name="scenarios">A name without spaces for each, and what to do.</param>
    public static void Check(string file, IEnumerable<(string Name, Action<GoldenTrace> Run)> scenarios)
    {
        string path = Path.Combine(Repository.Root, "tests/Tureen.Tests/Golden", $"{file}.txt");
        string[] actual = [.. scenarios.Select(scenario => RunOne(file, scenario.Name, scenario.Run))];
        if (string.Equals(Environment.GetEnvironmentVariable(UpdateVariable), "1", StringComparison.Ordinal))
        {
            File.WriteAllText(path, string.Join('\n', actual) + "\n");
            return;
        }

        string[] expected = File.Exists(path) ? File.ReadAllLines(path) : [];
        string[] different = [.. actual.Except(expected, StringComparer.Ordinal)];
        Assert.True(
            actual.SequenceEqual(expected, StringComparer.Ordinal),
            $"""
            {different.Length} of {actual.Length} traces differ from Golden/{file}.txt (name, hash, lines). To see where, set {TextVariable} to
            a name, run this test here and at a commit where it passes, and compare the two files {file}.<name>.txt in
            {TextFolder}. If the change is meant, set {UpdateVariable}=1, run the test and commit the file.
            {string.Join('\n', different.Take(MaxDifferences))}
            """);
    }

    private static string RunOne(string file, string name, Action<GoldenTrace> run)
    {
        using StreamWriter? text = Open(file, name);
        using var trace = new GoldenTrace(name, text);
        try
        {
            run(trace);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{file}, {name}: {exception.Message}", exception);
        }

        return trace.Summary();
    }

    private static StreamWriter? Open(string file, string name)
    {
        string? wanted = Environment.GetEnvironmentVariable(TextVariable);
        if (wanted is not "all" && !string.Equals(wanted, name, StringComparison.Ordinal))
        {
            return null;
        }

        Directory.CreateDirectory(TextFolder);
        return File.CreateText(Path.Combine(TextFolder, $"{file}.{name}.txt"));
    }
}
