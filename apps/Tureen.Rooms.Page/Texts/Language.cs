using System.Reflection;
using System.Text;

namespace Tureen.Rooms.Page.Texts;

/// <summary>The language of the page: its texts, numbers and times. English until another one is chosen.</summary>
internal static class Language
{
    private static readonly LanguageTable English = LanguageTable.Parse(ReadEnglish());
    private static LanguageTable _table = English;
    private static IFormats _formats = new InvariantFormats();

    /// <summary>Another language was chosen.</summary>
    public static event Action? Changed;

    /// <summary>The language tag, such as <c>en</c>.</summary>
    public static string Code { get; private set; } = LanguageList.Default;

    /// <summary>All texts as JSON, for the markup.</summary>
    public static string Json => _table.Json;

    /// <summary>Shows another language from now on.</summary>
    /// <param name="code">Its tag.</param>
    /// <param name="json">Its texts.</param>
    /// <param name="formats">How it writes numbers and times.</param>
    public static void Use(string code, string json, IFormats formats)
    {
        _table = string.Equals(code, LanguageList.Default, StringComparison.Ordinal) ? English : LanguageTable.Parse(json);
        _formats = formats;
        Code = code;
        Changed?.Invoke();
    }

    /// <summary>A text; a key without a text in this language has the English one.</summary>
    public static string Text(string key) => _table.Find(key) ?? English.Find(key) ?? key;

    /// <summary>A text with places for values, such as <c>{0}</c>.</summary>
    public static string Text(string key, params ReadOnlySpan<object> values)
    {
        string text = Text(key);
        var result = new StringBuilder(text.Length);
        int index = 0;
        while (index < text.Length)
        {
            // A place has three characters. What stands in a value is no place.
            int value = text[index] == '{' && index + 2 < text.Length && text[index + 2] == '}' ? text[index + 1] - '0' : -1;
            bool isPlace = value >= 0 && value < values.Length;
            result.Append(isPlace ? Isolate(values[value].ToString()!) : text[index..(index + 1)]);
            index += isPlace ? 3 : 1;
        }

        return result.ToString();
    }

    /// <summary>A text about a number of things, in the form that the language has for that number.</summary>
    public static string Count(string key, int number)
    {
        string form = $"{key}.{_formats.PluralOf(number)}";
        string found = _table.Find(form) is null ? $"{key}.other" : form;
        return Text(found, Number(number, 0));
    }

    /// <summary>A number with this many digits behind the decimal mark.</summary>
    public static string Number(double value, int digits) => _formats.Number(value, digits);

    /// <summary>The time of the day, now.</summary>
    public static string Now() => _formats.Now();

    /// <summary>Names and numbers keep their own direction in a line that runs the other way (Unicode UAX #9).</summary>
    private static string Isolate(string value) => LanguageList.IsRightToLeft(Code) ? $"\u2068{value}\u2069" : value;

    private static string ReadEnglish()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("en.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
