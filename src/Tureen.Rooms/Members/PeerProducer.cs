using System.Text.Json.Nodes;

namespace Tureen.Rooms.Members;

/// <summary>A producer of a peer, and what the peer says about it.</summary>
internal sealed record PeerProducer(Producer Producer, string PeerId, JsonObject AppData) : ISentObject
{
    public string Id => Producer.Id;

    public long KeptLength { get; init; }

    /// <summary>The media is a screen that the peer shares, whichever dialect it says that in.</summary>
    public bool IsScreen => IsTrue(AppData["share"]) || Source == "screensharing";

    /// <summary>Where the media comes from, in the words of the modern dialect; null when the peer does not say it.</summary>
    public string? Source => AppData["source"] is JsonValue value && value.TryGetValue(out string? source) ? source : null;

    private static bool IsTrue(JsonNode? node) => node is JsonValue value && value.TryGetValue(out bool isTrue) && isTrue;
}
