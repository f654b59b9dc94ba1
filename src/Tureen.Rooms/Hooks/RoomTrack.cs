using System.Text.Json.Nodes;

namespace Tureen.Rooms;

/// <summary>Media or messages of a peer.</summary>
public sealed class RoomTrack
{
    internal RoomTrack(string? peerId, RoomTrackKind kind, JsonObject appData)
    {
        PeerId = peerId;
        Kind = kind;
        AppData = appData;
    }

    /// <summary>Who sends them; null for the messages of the room itself.</summary>
    public string? PeerId { get; }

    /// <summary>What they are.</summary>
    public RoomTrackKind Kind { get; }

    /// <summary>What the peer says about them. It is not to be changed.</summary>
    public JsonObject AppData { get; }
}
