using System.Text.RegularExpressions;

namespace Tureen.Tests.Style;

/// <summary>The table "Words" of docs/STYLE.md: words to avoid, each with what to write instead.</summary>
internal sealed partial class WordList
{
    private readonly List<(Regex Word, string Suggestion)> _words;

    private WordList(List<(Regex Word, string Suggestion)> words) => _words = words;

    public int Count => _words.Count;

    /// <summary>Reads the rows of the section. The first cell has one or several words in backticks, the second the suggestion.</summary>
    public static WordList Read(string style)
    {
        List<(Regex Word, string Suggestion)> words = [];
        foreach (string line in Section().Match(style).Value.Split('\n').Where(static line => line.StartsWith("| `", StringComparison.Ordinal)))
        {
            string[] cells = line.Trim().Trim('|').Split('|');
            words.AddRange(Quoted().Matches(cells[0]).Select(quote => (ToRegex(quote.Groups["text"].Value), cells[1].Trim())));
        }

        return new WordList(words);
    }

    /// <summary>Where a text has one of the words, in the order of the text.</summary>
    public IEnumerable<(int Index, string Text, string Suggestion)> Find(string text) => _words
        .SelectMany(word => word.Word.Matches(text).Select(match => (match.Index, match.Value, word.Suggestion)))
        .OrderBy(static found => found.Index);

    [GeneratedRegex("^## Words\n.*?(?=^## )", RegexOptions.Multiline | RegexOptions.Singleline)]
    public static partial Regex Section();

    /// <summary>Whole words in any case; a phrase may be broken over lines.</summary>
    private static Regex ToRegex(string words) => new(
        $@"\b{string.Join(@"\s+", words.Split(' ').Select(Regex.Escape))}\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(10));

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();
}
