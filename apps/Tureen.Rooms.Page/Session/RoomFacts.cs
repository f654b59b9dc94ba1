using System.Text.Json.Nodes;
using Tureen.Client.Protoo;

namespace Tureen.Rooms.Page.Session;

/// <summary>What the server reports about the room itself and the user's part in it.</summary>
internal sealed class RoomFacts
{
    private const string SpotlightName = "spotlight";

    private JsonObject _metadata = [];

    /// <summary>Whether the user may moderate.</summary>
    public bool IsHost { get; private set; }

    public bool IsLocked { get; private set; }

    public bool HasLobby { get; private set; }

    /// <summary>The peers that raised a hand, the first one first.</summary>
    public IReadOnlyList<string> Hands { get; private set; } = [];

    /// <summary>Who waits in the lobby; hosts know it.</summary>
    public IReadOnlyList<Guest> Guests { get; private set; } = [];

    /// <summary>The peer that a host shows to everybody; null for none.</summary>
    public string? Spotlight => Text(_metadata[SpotlightName]);

    /// <summary>The user is in the room.</summary>
    public void HandleJoined(JsonNode answer)
    {
        ReadGrants(answer);
        ReadRoom(answer["room"]);
        ReadHands(answer);
        Guests = [];
    }

    /// <summary>Takes a notification.</summary>
    /// <returns>Whether it is about the room.</returns>
    public bool TryApply(string method, JsonNode data)
    {
        switch (method)
        {
            case "roomUpdated":
                ReadRoom(data);
                return true;
            case "rightsChanged":
                ReadGrants(data);
                Guests = IsHost ? Guests : [];
                return true;
            case "handsChanged":
                ReadHands(data);
                return true;
            case "lobbyChanged":
                Guests = [.. (data["guests"] as JsonArray ?? []).OfType<JsonObject>()
                    .Select(static guest => new Guest(MessageJson.Text(guest["peerId"]), MessageJson.Text(guest["displayName"])))];
                return true;
            default:
                return false;
        }
    }

    /// <summary>The room's metadata with another spotlight, and all else as it is.</summary>
    public JsonObject MetadataWith(string? spotlight)
    {
        var changed = (JsonObject)_metadata.DeepClone();
        changed.Remove(SpotlightName);
        if (spotlight is not null)
        {
            changed[SpotlightName] = spotlight;
        }

        return changed;
    }

    private void ReadRoom(JsonNode? node)
    {
        var room = node as JsonObject;
        IsLocked = MessageJson.IsTrue(room?["isLocked"]);
        HasLobby = MessageJson.IsTrue(room?["hasLobby"]);
        _metadata = room?["metadata"] is JsonObject metadata ? (JsonObject)metadata.DeepClone() : [];
    }

    private void ReadGrants(JsonNode data) => IsHost = Texts(data["grants"]).Contains("admin", StringComparer.Ordinal);

    private void ReadHands(JsonNode data) => Hands = [.. Texts(data["hands"])];

    private static IEnumerable<string> Texts(JsonNode? list) => (list as JsonArray ?? []).Select(Text).OfType<string>();

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
