using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Tureen.Ortc;

namespace Tureen.Rooms.Signaling;

/// <summary>Turns what the library gives into nodes of messages.</summary>
internal static class OrtcNode
{
    public static JsonNode ToNode<T>(this T value)
        where T : IOrtcJson<T>
        => JsonNode.Parse(OrtcJson.Serialize(value))!;

    public static JsonArray ToArray<T>(this IEnumerable<T> values)
        where T : IOrtcJson<T>
    {
        var array = new JsonArray();
        foreach (T value in values)
        {
            array.Add(value.ToNode());
        }

        return array;
    }

    public static JsonNode ToNode<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToNode(value, type)!;
}
