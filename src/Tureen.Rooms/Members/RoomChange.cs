using System.Text.Json.Nodes;

namespace Tureen.Rooms;

/// <summary>What is to change in a room, or how a room begins that is created ahead. What is null stays as it is.</summary>
public sealed record RoomChange
{
    /// <summary>Participants that it takes, up to those that the server allows; 0 for as many as that.</summary>
    public int? MaxParticipants { get; init; }

    /// <summary>How long it stays open when nobody is in it, in seconds; 0 closes it at once.</summary>
    public int? EmptySeconds { get; init; }

    /// <summary>Nobody comes in but hosts, and those who come back to a place that they have.</summary>
    public bool? IsLocked { get; init; }

    /// <summary>Whoever comes waits until a host admits that one.</summary>
    public bool? HasLobby { get; init; }

    /// <summary>Whatever the application keeps of the room, which its participants see.</summary>
    public JsonObject? Metadata { get; init; }
}
