using System.Text.Json;
using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>Reads members of options that a server sent.</summary>
internal static class OptionsJson
{
    public static JsonElement? Member(JsonElement json, string name)
    {
        Check.That(json.ValueKind == JsonValueKind.Object, "options must be an object");
        return json.TryGetProperty(name, out JsonElement value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;
    }

    public static string? Text(JsonElement json, string name)
    {
        JsonElement? member = Member(json, name);
        Check.That(member is null or { ValueKind: JsonValueKind.String }, $"{name} must be a string");
        return member?.GetString();
    }

    public static T? Read<T>(JsonElement json, string name)
        where T : class, IOrtcJson<T>
        => Member(json, name) is { } member ? T.FromJson(member) : null;
}
