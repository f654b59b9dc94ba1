using System.Text.RegularExpressions;

namespace Tureen.Tests.Style;

/// <summary>docs/PARITY.md cites the test for each row; the cited tests must exist.</summary>
public sealed partial class ParityTests
{
    private static readonly string[] Statuses = ["done", "part", "open", "none", "untested"];

    private static readonly string[] TestProjects = ["tests/Tureen.Tests", "tests/Tureen.Interop.Tests"];

    [Fact]
    public void Every_cited_test_exists()
    {
        IReadOnlyList<string> files = [.. TestProjects.SelectMany(static project => Repository.Files(project, "*.cs")), .. TestProjects.Select(static project => project + "/all.cs")];
        IEnumerable<string> unknown = Rows()
            .SelectMany(static row => Quoted().Matches(row[^1]).Select(static quote => quote.Groups["text"].Value))
            .Where(cited => !files.Any(path => IsMeant(path, cited)))
            .Distinct(StringComparer.Ordinal);

        Assert.Empty(unknown);
    }

    [Fact]
    public void Every_cited_case_has_a_test()
    {
        IEnumerable<string> unknown = Rows()
            .SelectMany(static row => CaseNumber().Matches(Quoted().Replace(row[^1], string.Empty)).Select(static match => match.Value))
            .Where(static number => !AcceptanceCasesTests.Covered.Contains(number))
            .Distinct(StringComparer.Ordinal);

        Assert.Empty(unknown);
    }

    [Fact]
    public void Every_row_has_a_status_and_every_done_row_a_test()
    {
        IEnumerable<string> wrong = Rows()
            .Where(static row => row.Length != 4
                || !Statuses.Any(status => row[2].StartsWith(status, StringComparison.Ordinal))
                || (row[2].StartsWith("done", StringComparison.Ordinal) && row[3].Length == 0))
            .Select(static row => string.Join(" | ", row));

        Assert.Empty(wrong);
    }

    [Fact]
    public void No_row_stands_twice()
    {
        IEnumerable<string> twice = Repository.ReadLines("docs/PARITY.md")
            .Where(static line => line.StartsWith("| `", StringComparison.Ordinal))
            .GroupBy(static line => line, StringComparer.Ordinal)
            .Where(static group => group.Count() > 1)
            .Select(static group => group.Key);

        Assert.Empty(twice);
    }

    /// <summary>The cells of all rows but the heads of the tables.</summary>
    private static IEnumerable<string[]> Rows() => Repository.ReadLines("docs/PARITY.md")
        .Where(static line => line.StartsWith('|') && !line.StartsWith("|-", StringComparison.Ordinal) && !line.EndsWith("| status | test |", StringComparison.Ordinal))
        .Select(static line => line.Trim('|').Split('|').Select(static cell => cell.Trim()).ToArray());

    /// <summary>A class, a path from a test project on with or without stars, or a project.</summary>
    private static bool IsMeant(string path, string cited)
    {
        string pattern = Regex.Escape(cited).Replace("\\*", ".*", StringComparison.Ordinal);
        return Regex.IsMatch(path, $"(^|/){pattern}(/.*)?\\.cs$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    }

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\b[A-Q]\d\d\b")]
    private static partial Regex CaseNumber();
}
