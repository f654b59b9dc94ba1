using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Tureen.Rooms.Page.Texts;
using Tureen.Tests.Style;

namespace Tureen.Tests.Rooms.Page.Texts;

/// <summary>All languages have all texts, and the page asks for no others.</summary>
[SupportedOSPlatform("browser")]
public sealed partial class LanguageTableTests
{
    /// <summary>Plural forms, which languages have more or fewer of.</summary>
    private static readonly string[] PluralForms = [".zero", ".one", ".two", ".few", ".many"];

    private static readonly string Folder = Path.Combine(Repository.Root, "apps", "Tureen.Rooms.Page");

    public static TheoryData<string> Codes => [.. LanguageList.All.Select(static one => one.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_language_has_all_texts_and_their_places(string code)
    {
        LanguageTable english = Read("en");
        LanguageTable table = Read(code);

        Assert.Equal(Needed(english), Needed(table));
        foreach (string key in table.Keys)
        {
            string text = table.Find(key)!;
            string model = english.Find(key) ?? english.Find(key[..key.LastIndexOf('.')] + ".other")!;
            Assert.False(string.IsNullOrEmpty(text), $"{code}: {key} is empty");

            // A plural form such as "nobody" may leave the number out.
            string[] places = Places(text);
            Assert.True(places.SequenceEqual(Places(model)) || (PluralForms.Any(form => key.EndsWith(form, StringComparison.Ordinal)) && places.Length == 0), $"{code}: {key} has other places: {text}");
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_translation_is_no_copy(string code)
    {
        if (code == LanguageList.Default)
        {
            return;
        }

        LanguageTable english = Read("en");
        LanguageTable table = Read(code);
        string[] same = [.. table.Keys.Where(key => english.Find(key) == table.Find(key))];
        Assert.True(same.Length < 30, $"{code}: {string.Join(", ", same)}");
    }

    [Fact]
    public void All_texts_that_the_page_asks_for_exist_and_all_others_are_used()
    {
        LanguageTable english = Read("en");
        string sources = string.Concat(Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
            .Where(static path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Select(File.ReadAllText));
        string markup = File.ReadAllText(Path.Combine(Folder, "wwwroot", "index.html"));
        string[] named = [.. MarkupKey().Matches(markup).Select(static match => match.Groups["key"].Value).Distinct(StringComparer.Ordinal)];

        Assert.All(named, key => Assert.NotNull(english.Find(key)));
        Assert.All(TextKey().Matches(sources).Select(static match => match.Groups["key"].Value), key => Assert.NotNull(english.Find(key)));
        Assert.All(Needed(english), key =>
        {
            string stem = key.EndsWith(".other", StringComparison.Ordinal) ? key[..^".other".Length] : key;
            bool isUsed = named.Contains(key) || sources.Contains($"\"{stem}\"", StringComparison.Ordinal)
                || key.StartsWith("people.", StringComparison.Ordinal) || key.StartsWith("device.", StringComparison.Ordinal);
            Assert.True(isUsed, $"{key} is a text that nobody asks for");
        });
    }

    private static LanguageTable Read(string code) => LanguageTable.Parse(File.ReadAllText(Path.Combine(Folder, "wwwroot", "languages", $"{code}.json")));

    private static string[] Needed(LanguageTable table) =>
        [.. table.Keys.Where(static key => !PluralForms.Any(form => key.EndsWith(form, StringComparison.Ordinal))).Order(StringComparer.Ordinal)];

    private static string[] Places(string text) => [.. Place().Matches(text).Select(static match => match.Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    [GeneratedRegex("data-(text|label|title|placeholder)=\"(?<key>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex MarkupKey();

    [GeneratedRegex("Language\\.Text\\(\"(?<key>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex TextKey();
}
