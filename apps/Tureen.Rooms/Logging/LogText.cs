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
                line[index] = char.IsControl(source[index]) ? '?' : source[index];
            }
        });
    }
}
