using System.Globalization;
using System.Text.RegularExpressions;

namespace Tureen.Tests.Style;

/// <summary>The acceptance cases of mediasoup's server, which tests carry in their names: <c>E15_…</c>, <c>M01_M02_…</c>, <c>E10_to_E14_…</c>.</summary>
public sealed partial class AcceptanceCasesTests
{
    /// <summary>A worker of the API is a thread: what is about the program and its signals is tested where there is one, by mediasoup's own tests.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["B01"] = "tests/Tureen.Interop.Tests/DropIn/MediasoupSuiteTests.cs",
        ["B04"] = "tests/Tureen.Interop.Tests/DropIn/MediasoupSuiteTests.cs",
        ["B13"] = "tests/Tureen.Interop.Tests/DropIn/MediasoupSuiteTests.cs",
    };

    /// <summary>Every case that a test has in its name.</summary>
    internal static HashSet<string> Covered { get; } = FindCovered();

    [Fact]
    public void Every_case_has_a_test()
    {
        string[] without = [.. All().Where(static number => !Covered.Contains(number) && !Elsewhere.ContainsKey(number))];

        Assert.Empty(without);
    }

    [Fact]
    public void What_is_tested_elsewhere_is_there() =>
        Assert.All(Elsewhere.Values, static path => Assert.True(File.Exists(Path.Combine(Repository.Root, path)), path));

    [Fact]
    public void There_are_as_many_cases_as_in_the_reference() => Assert.Equal(202, All().Count());

    /// <summary>The groups of the reference: module, worker, WebRtcServer, router, the four transports, and so on.</summary>
    private static IEnumerable<string> All() =>
        new (char Group, int Count)[]
        {
            ('A', 4), ('B', 13), ('C', 10), ('D', 8), ('E', 21), ('F', 14), ('G', 8), ('H', 24), ('I', 20),
            ('J', 27), ('K', 12), ('L', 18), ('M', 6), ('N', 6), ('O', 3), ('P', 5), ('Q', 3),
        }.SelectMany(static group => Numbers(group.Group, 1, group.Count));

    private static IEnumerable<string> Numbers(char group, int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(number => string.Create(CultureInfo.InvariantCulture, $"{group}{number:00}"));

    private static HashSet<string> FindCovered()
    {
        // Robustness has numbers of its own.
        IEnumerable<string> files = Repository.Files("tests/Tureen.Tests", "*.cs")
            .Concat(Repository.Files("tests/Tureen.Interop.Tests", "*.cs"))
            .Where(static path => !path.StartsWith("tests/Tureen.Tests/Robustness/", StringComparison.Ordinal));
        HashSet<string> covered = new(StringComparer.Ordinal);
        foreach (string path in files)
        {
            foreach (Match test in TestName().Matches(Repository.Read(path)))
            {
                covered.UnionWith(Expand(test.Groups["cases"].Value));
            }
        }

        return covered;
    }

    /// <summary>Of <c>E10_to_E14</c> all five.</summary>
    private static IEnumerable<string> Expand(string cases)
    {
        string[] parts = [.. cases.Split('_').Where(static part => part != "and")];
        for (int index = 0; index < parts.Length; index++)
        {
            if (parts[index] == "to")
            {
                foreach (string number in Numbers(parts[index - 1][0], Number(parts[index - 1]), Number(parts[index + 1])))
                {
                    yield return number;
                }
            }
            else
            {
                yield return Numbers(parts[index][0], Number(parts[index]), Number(parts[index])).Single();
            }
        }
    }

    private static int Number(string part) => int.Parse(part.AsSpan(1), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?:void|Task)\s+(?<cases>[A-Q]\d\d?(?:_(?:to_|and_)?[A-Q]\d\d?)*)_", RegexOptions.ExplicitCapture)]
    private static partial Regex TestName();
}
