using System.Text.Json.Nodes;

namespace Tureen.Rooms;

/// <summary>Somebody in a room, or before it, as the server knows that one.</summary>
public sealed record ParticipantInfo
{
    /// <summary>The id of its peer.</summary>
    public required string Id { get; init; }

    /// <summary>Who it is, by the token; null without one.</summary>
    public string? Identity { get; init; }

    /// <summary>How others see it; empty until it has joined.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Its word in the room; null for none.</summary>
    public string? Role { get; init; }

    /// <summary>What it may do, in the words of tokens.</summary>
    public required IReadOnlyList<string> Grants { get; init; }

    /// <summary><c>connecting</c>, <c>waiting</c> in the lobby, or <c>joined</c>.</summary>
    public required string State { get; init; }

    /// <summary>It is a program that came by the HTTP API.</summary>
    public required bool IsBroadcaster { get; init; }

    /// <summary>When it joined; null when it has not.</summary>
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>Whatever the application keeps of it, which the others see.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>The media that it sends.</summary>
    public required IReadOnlyList<TrackInfo> Tracks { get; init; }
}
