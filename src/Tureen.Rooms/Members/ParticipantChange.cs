using System.Text.Json.Nodes;

namespace Tureen.Rooms;

/// <summary>What is to change in a participant. What is null stays as it is.</summary>
public sealed record ParticipantChange
{
    /// <summary>How others see it.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Its word in the room; empty for none.</summary>
    public string? Role { get; init; }

    /// <summary>What it may do, all of it, in the words of tokens. It takes effect at once.</summary>
    public IReadOnlyList<string>? Grants { get; init; }

    /// <summary>Whatever the application keeps of it, which the others see.</summary>
    public JsonObject? Metadata { get; init; }
}
