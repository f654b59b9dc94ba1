using System.Text.Json;

namespace Tureen.Rooms.Page.Texts;

/// <summary>The texts of one language, by their keys.</summary>
internal sealed class LanguageTable
{
    private readonly Dictionary<string, string> _texts;

    private LanguageTable(string json, Dictionary<string, string> texts)
    {
        Json = json;
        _texts = texts;
    }

    public string Json { get; }

    public IReadOnlyCollection<string> Keys => _texts.Keys;

    public static LanguageTable Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return new LanguageTable(json, document.RootElement.EnumerateObject().ToDictionary(
            static one => one.Name, static one => one.Value.GetString() ?? string.Empty, StringComparer.Ordinal));
    }

    /// <summary>Null when there is none.</summary>
    public string? Find(string key) => _texts.GetValueOrDefault(key);
}
