using System.Text.Json.Nodes;

namespace Tureen.Rooms;

/// <summary>A message of the application or of a host to participants, who get it as the notification <c>roomMessage</c>.</summary>
public sealed record RoomMessage
{
    /// <summary>What it is about, in a word of the application's.</summary>
    public required string Topic { get; init; }

    /// <summary>Any JSON; null for none.</summary>
    public JsonNode? Data { get; init; }

    /// <summary>The ids of those who get it; null for all.</summary>
    public IReadOnlyList<string>? Participants { get; init; }
}
