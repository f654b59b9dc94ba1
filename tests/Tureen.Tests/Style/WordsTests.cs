using System.Text;
using System.Text.RegularExpressions;

namespace Tureen.Tests.Style;

/// <summary>Documents and summaries of public members are in plain English: the table in docs/STYLE.md lists what they avoid.</summary>
public sealed partial class WordsTests
{
    private const string StylePath = "docs/STYLE.md";

    private static readonly Lazy<WordList> Words = new(static () => WordList.Read(Repository.Read(StylePath)));

    [Fact]
    public void The_list_has_words() => Assert.True(Words.Value.Count >= 10, $"{Words.Value.Count} words in {StylePath}");

    [Theory]
    [InlineData("A worker is told of it.", "told")]
    [InlineData("The producer Tells\n  its score.", "Tells")]
    [InlineData("Traces tell\nof packets.", "tell\nof")]
    [InlineData("<returns>When it is done.</returns>", "When it is done")]
    [InlineData("The stall was untold, retells nothing, `tells` code and foretold.", null)]
    public void A_listed_word_is_found_as_a_whole(string text, string? found)
    {
        string?[] expected = found is null ? [] : [found];

        Assert.Equal(expected, Words.Value.Find(WithoutCode(text)).Select(static hit => hit.Text));
    }

    [Fact]
    public void Only_summaries_of_public_members_are_searched()
    {
        const string source = """
            /// <summary>A type that tells.</summary>
            public sealed class Shown
            {
                /// <summary>Told to nobody.</summary>
                private int _hidden;

                /// <summary>Its user is told,
                /// and told again.</summary>
                /// <returns>Told.</returns>
                [Obsolete]
                public int Seen() => _hidden; // told
            }
            """;

        Assert.Equal([1, 7, 8, 9], SummaryHits("Shown.cs", source).Select(static hit => hit.Line));
    }

    [Fact]
    public void Members_of_a_public_interface_are_searched_and_those_of_an_internal_type_are_not()
    {
        Assert.Single(SummaryHits("I.cs", "public interface I\n{\n    /// <summary>It tells.</summary>\n    void M();\n}\n"));
        Assert.Empty(SummaryHits("C.cs", "internal class C\n{\n    /// <summary>It tells.</summary>\n    public void M() { }\n}\n"));
    }

    [Fact]
    public void Documents_avoid_the_listed_words() =>
        AssertNone(Documents().SelectMany(static path => Hits(path, WithoutCode(WithoutWordList(path, Repository.Read(path))))));

    [Fact]
    public void Headings_of_documents_name_their_subject() =>
        AssertNone(Documents().SelectMany(static path => HeadingWithTo().Matches(Repository.Read(path))
            .Select(match => new Hit(path, LineOf(Repository.Read(path), match.Index), match.Value.Trim(), "a noun or a gerund, such as \"Switching back\""))));

    [Fact]
    public void Summaries_of_public_members_avoid_the_listed_words() =>
        AssertNone(Repository.Files("src", "*.cs").SelectMany(static path => SummaryHits(path, Repository.Read(path))));

    private static void AssertNone(IEnumerable<Hit> hits)
    {
        string[] lines = [.. hits.Select(static hit => hit.ToString())];

        Assert.True(lines.Length == 0, $"{lines.Length} words that {StylePath} lists:\n{string.Join('\n', lines)}");
    }

    private static IEnumerable<string> Documents() => Repository.Files("docs", "*.md")
        .Concat(new[] { "src", "apps", "samples", "tests", "bench" }.SelectMany(static folder => Repository.Files(folder, "*.md")))
        .Append("README.md");

    private static IEnumerable<Hit> SummaryHits(string path, string source)
    {
        string[] lines = source.ReplaceLineEndings("\n").Split('\n');
        bool isInterface = lines.Any(static line => PublicInterface().IsMatch(line));
        if (!isInterface && !lines.Any(static line => PublicType().IsMatch(line)))
        {
            return [];
        }

        var summaries = new StringBuilder();
        for (int first = 0; first < lines.Length; first++)
        {
            int last = first;
            while (last < lines.Length && lines[last].TrimStart().StartsWith("///", StringComparison.Ordinal))
            {
                last++;
            }

            bool isShown = last > first && (isInterface || PublicMember().IsMatch(DeclarationFrom(lines, last)));
            for (int line = first; line < last; line++)
            {
                summaries.Append(isShown ? lines[line].TrimStart().TrimStart('/') : string.Empty).Append('\n');
            }

            // Every line of the file has its line here, so that the number of a hit is that of the file.
            summaries.Append('\n', last < lines.Length ? 1 : 0);
            first = last;
        }

        return Hits(path, summaries.ToString());
    }

    /// <summary>The line that declares what a summary describes, after its attributes.</summary>
    private static string DeclarationFrom(string[] lines, int line)
    {
        while (line < lines.Length && lines[line].TrimStart().StartsWith('['))
        {
            line++;
        }

        return line < lines.Length ? lines[line] : string.Empty;
    }

    private static IEnumerable<Hit> Hits(string path, string text) =>
        Words.Value.Find(text).Select(found => new Hit(path, LineOf(text, found.Index), found.Text, found.Suggestion));

    private static int LineOf(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;

    /// <summary>Code and quotations of names keep their length and lose their letters.</summary>
    private static string WithoutCode(string text) =>
        Code().Replace(text, static match => NotNewLine().Replace(match.Value, " "));

    private static string WithoutWordList(string path, string text) =>
        path == StylePath ? WordList.Section().Replace(text, static match => NotNewLine().Replace(match.Value, " ")) : text;

    [GeneratedRegex(@"^\s*public\s+(?:\w+\s+)*(?:class|struct|record|enum|interface|delegate)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex PublicType();

    /// <summary>Members of an interface and of an enumeration have no modifier.</summary>
    [GeneratedRegex(@"^\s*public\s+(?:\w+\s+)*(?:enum|interface)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex PublicInterface();

    [GeneratedRegex(@"^\s*(?:public|protected)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex PublicMember();

    [GeneratedRegex("```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("[^\n]")]
    private static partial Regex NotNewLine();

    [GeneratedRegex("^#+ To .*$", RegexOptions.Multiline)]
    private static partial Regex HeadingWithTo();

    private sealed record Hit(string Path, int Line, string Word, string Suggestion)
    {
        public override string ToString() => $"{Path}:{Line}: \"{Word.ReplaceLineEndings(" ")}\"; write: {Suggestion}";
    }
}
