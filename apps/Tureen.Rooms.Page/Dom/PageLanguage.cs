using System.Runtime.InteropServices.JavaScript;
using System.Text.Json;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Dom;

/// <summary>Shows the page in a language; the browser formats numbers and times.</summary>
internal sealed partial class PageLanguage(string code) : IFormats
{
    private const string Key = "tureen.language";

    /// <summary>Shows the page in the language that the user chose last, or in the first one of the browser's that the page has.</summary>
    public static Task StartAsync() => UseAsync(LanguageList.Choose([Document.Stored(Key) ?? "", .. Languages().Split(',')]));

    /// <summary>Shows the page in another language from now on.</summary>
    public static Task ChooseAsync(string code)
    {
        Document.Store(Key, code);
        return UseAsync(code);
    }

    public string Number(double value, int digits) => FormatNumber(code, value, digits);

    public string Now() => FormatNow(code);

    public string PluralOf(int number) => GetPlural(code, number);

    private static async Task UseAsync(string code)
    {
        try
        {
            string json = string.Equals(code, LanguageList.Default, StringComparison.Ordinal) ? "" : await FetchText($"languages/{code}.json");
            Language.Use(code, json, new PageLanguage(code));
        }
        catch (Exception error) when (error is JSException or JsonException)
        {
            // The network is away: the page stays in the language that it has.
            Console.Error.WriteLine($"The texts of {code} do not load: {error.Message}");
            code = Language.Code;
        }

        Translate(code, LanguageList.IsRightToLeft(code) ? "rtl" : "ltr", Language.Json);
    }

    [JSImport("languages", Document.Module)]
    private static partial string Languages();

    [JSImport("fetchText", Document.Module)]
    private static partial Task<string> FetchText(string path);

    [JSImport("translate", Document.Module)]
    private static partial void Translate(string language, string direction, string json);

    [JSImport("formatNumber", Document.Module)]
    private static partial string FormatNumber(string language, double number, int digits);

    [JSImport("formatNow", Document.Module)]
    private static partial string FormatNow(string language);

    [JSImport("pluralOf", Document.Module)]
    private static partial string GetPlural(string language, int number);
}
