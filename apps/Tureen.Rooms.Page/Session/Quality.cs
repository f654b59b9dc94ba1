using System.Text.Json.Nodes;

namespace Tureen.Rooms.Page.Session;

/// <summary>How well a picture arrives: its layer and its score.</summary>
/// <param name="Score">0 to 10, the lower one of what is sent to us and what the sender sends; null while unknown.</param>
/// <param name="SpatialLayer">The layer that is received, from 0; null without layers.</param>
/// <param name="TemporalLayer">The same of frame rates.</param>
internal readonly record struct Quality(int? Score, int? SpatialLayer, int? TemporalLayer)
{
    /// <summary>good, fair or poor.</summary>
    public string Grade => Score switch
    {
        null or >= 8 => "good",
        >= 5 => "fair",
        _ => "poor",
    };

    /// <summary>A whole number of a message; null for anything else.</summary>
    public static int? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out int number) ? number : null;

    /// <summary>The same with the score of a message.</summary>
    public Quality WithScore(JsonNode? score)
    {
        int? own = Number(score?["score"]);
        int? sender = Number(score?["producerScore"]);
        return this with { Score = own is null || sender is null ? own ?? sender : Math.Min(own.Value, sender.Value) };
    }
}
