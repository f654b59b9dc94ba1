using System.Globalization;

namespace Tureen.Rooms.Page.Views;

/// <summary>The text of a tile without a picture.</summary>
internal static class Initials
{
    /// <summary>The first letters of the first and the last word, or a question mark.</summary>
    public static string Of(string name)
    {
        // Words in brackets are no part of the name.
        string[] words =
            [.. name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(static word => word[0] != '(')];
        return words.Length switch
        {
            0 => "?",
            1 => First(words[0]),
            _ => First(words[0]) + First(words[^1]),
        };
    }

    private static string First(string word) => StringInfo.GetNextTextElement(word).ToUpperInvariant();
}
