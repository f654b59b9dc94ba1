using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tureen.V2;

/// <summary>Reads the fields of messages. Any field may be missing or of another type.</summary>
internal static class MessageFields
{
    private static readonly JsonDocumentOptions Strict =
        new() { AllowDuplicateProperties = false, MaxDepth = V2Limits.MaxJsonDepth };

    /// <summary>A copy that nobody else changes, and that can be read and written again safely.</summary>
    /// <exception cref="MediasoupTypeException">A name occurs twice, a text is half a character, or it is too deep.</exception>
    public static JsonObject Copy(JsonObject? message, string what)
    {
        try
        {
            return message is not null && JsonNode.Parse(message.ToJsonString(), null, Strict) is JsonObject copy
                ? copy
                : throw new MediasoupTypeException($"{what} must be an object");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new MediasoupTypeException($"malformed {what}", error);
        }
    }

    /// <summary>Null when it is no string.</summary>
    public static string? Text(this JsonObject fields, string name) =>
        fields[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>Null when it is no whole number.</summary>
    public static int? Integer(this JsonObject fields, string name) =>
        fields[name] is JsonValue value && value.TryGetValue(out int number) ? number : null;

    /// <summary>Null when it is no number.</summary>
    public static double? Number(this JsonObject fields, string name) =>
        fields[name] is JsonValue value && value.TryGetValue(out double number) ? number : null;

    /// <summary>Null when it is no SSRC.</summary>
    public static uint? Ssrc(this JsonObject fields, string name) =>
        fields[name] is JsonValue value && value.TryGetValue(out uint number) ? number : null;

    /// <summary>Null when it is no boolean.</summary>
    public static bool? Boolean(this JsonObject fields, string name) =>
        fields[name] is JsonValue value && value.TryGetValue(out bool boolean) ? boolean : null;

    public static JsonObject? Object(this JsonObject fields, string name) => fields[name] as JsonObject;

    public static JsonArray? Array(this JsonObject fields, string name) => fields[name] as JsonArray;

    /// <summary>JavaScript's <c>Boolean(value)</c>.</summary>
    public static bool IsTruthy(this JsonObject fields, string name) => fields[name] switch
    {
        null => false,
        JsonValue value when value.TryGetValue(out bool boolean) => boolean,
        JsonValue value when value.TryGetValue(out double number) => number != 0,
        JsonValue value when value.TryGetValue(out string? text) => text.Length > 0,
        _ => true,
    };

    /// <summary>A copy of the application's data, of any type; null when there is none.</summary>
    /// <exception cref="MediasoupTypeException">It is too long to be kept and passed on.</exception>
    public static JsonNode? AppData(this JsonObject fields)
    {
        JsonNode? data = fields["appData"];
        Check.That(LengthOf(data) <= V2Limits.MaxAppDataLength, $"appData is longer than {V2Limits.MaxAppDataLength} bytes");
        return data?.DeepClone();
    }

    /// <summary>Bytes of it as JSON; 0 for nothing.</summary>
    public static int LengthOf(JsonNode? node) => node is null ? 0 : Encoding.UTF8.GetByteCount(node.ToJsonString());

    /// <summary>Adds a member unless there is nothing to say.</summary>
    public static JsonObject WithOptional(this JsonObject fields, string name, JsonNode? value)
    {
        if (value is not null)
        {
            fields[name] = value.Parent is null ? value : value.DeepClone();
        }

        return fields;
    }

    public static JsonElement ToElement(this JsonNode node) => JsonElement.Parse(node.ToJsonString());
}
