using System.Text.Json.Nodes;

namespace Tureen.Rooms;

/// <summary>A room as the server knows it.</summary>
public sealed record RoomInfo
{
    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>When it opened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How many participants have joined, broadcasters included.</summary>
    public required int ParticipantCount { get; init; }

    /// <summary>How many wait in the lobby.</summary>
    public required int WaitingCount { get; init; }

    /// <summary>Participants that it takes; 0 for as many as the server allows.</summary>
    public required int MaxParticipants { get; init; }

    /// <summary>How long it stays open when nobody is in it, in seconds.</summary>
    public required int EmptySeconds { get; init; }

    /// <summary>Nobody comes in but hosts, and those who come back to a place that they have.</summary>
    public required bool IsLocked { get; init; }

    /// <summary>Whoever comes waits until a host admits that one.</summary>
    public required bool HasLobby { get; init; }

    /// <summary>Whatever the application keeps of the room.</summary>
    public JsonObject? Metadata { get; init; }
}
