using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.Client.Protoo;

/// <summary>Reads and writes parts of messages, which may be missing or of another type.</summary>
internal static class MessageJson
{
    public static JsonElement Element(JsonNode node)
    {
        using JsonDocument document = JsonDocument.Parse(node.ToJsonString());
        return document.RootElement.Clone();
    }

    public static JsonNode Node<T>(T value)
        where T : IOrtcJson<T>
        => JsonNode.Parse(OrtcJson.Serialize(value))!;

    /// <summary>Empty when it is no text.</summary>
    public static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    public static bool IsTrue(JsonNode? node) => node is JsonValue value && value.TryGetValue(out bool isTrue) && isTrue;
}
