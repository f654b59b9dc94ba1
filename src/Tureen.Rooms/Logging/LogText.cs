using System.Globalization;

namespace Tureen.Rooms.Logging;

/// <summary>Text of clients, fit for a line of the log.</summary>
internal static class LogText
{
    private const int MaxLength = 80;

    public static string Of(string text)
    {
        string start = text.Length <= MaxLength ? text : text[..MaxLength] + "…";
        return string.Create(start.Length, start, static (line, source) =>
        {
            for (int index = 0; index < line.Length; index++)
            {
                line[index] = IsPlain(source[index]) ? source[index] : '?';
            }
        });
    }

    /// <summary>Leaves out characters that could end the line or reverse the order of its letters (CWE-117, CVE-2021-42574).</summary>
    private static bool IsPlain(char letter) => char.GetUnicodeCategory(letter) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
