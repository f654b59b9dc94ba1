using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.Tests.Ortc;

internal static class JsonAssert
{
    public static void Same<T>(JsonElement expected, T actual)
        where T : IOrtcJson<T>
        => Same(JsonNode.Parse(expected.GetRawText()), JsonNode.Parse(OrtcJson.Serialize(actual)));

    public static void Same(JsonNode? expected, JsonNode? actual)
        => Assert.True(
            JsonNode.DeepEquals(expected, actual),
            $"expected {Sorted(expected)?.ToJsonString()}\nactual   {Sorted(actual)?.ToJsonString()}");

    private static JsonNode? Sorted(JsonNode? node)
        => node switch
        {
            JsonObject members => new JsonObject(members
                .OrderBy(member => member.Key, StringComparer.Ordinal)
                .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
            JsonArray items => new JsonArray([.. items.Select(Sorted)]),
            _ => node?.DeepClone(),
        };
}
