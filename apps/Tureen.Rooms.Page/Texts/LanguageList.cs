namespace Tureen.Rooms.Page.Texts;

/// <summary>The languages that the page has.</summary>
internal static class LanguageList
{
    public const string Default = "en";

    /// <summary>Tags, and names in the languages themselves.</summary>
    public static IReadOnlyList<(string Code, string Name)> All { get; } =
    [
        (Default, "English"),
        ("de", "Deutsch"),
        ("es", "Español"),
        ("fr", "Français"),
        ("pt", "Português"),
        ("ja", "日本語"),
        ("ar", "العربية"),
    ];

    /// <summary>Whether it is written from right to left.</summary>
    public static bool IsRightToLeft(string code) => code is "ar";

    /// <summary>The first of the wanted languages that the page has.</summary>
    /// <param name="wanted">Language tags such as <c>de-AT</c>, the best one first.</param>
    public static string Choose(IEnumerable<string> wanted) =>
        wanted
            .Select(static tag => tag.Split('-', '_')[0].ToLowerInvariant())
            .FirstOrDefault(static tag => All.Any(one => string.Equals(one.Code, tag, StringComparison.Ordinal)))
        ?? Default;
}
