namespace Tureen.Rooms;

/// <summary>Media of a participant as the server knows it.</summary>
public sealed record TrackInfo
{
    /// <summary>The id of its producer.</summary>
    public required string Id { get; init; }

    /// <summary><c>audio</c>, <c>video</c> or <c>screen</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Nothing of it goes to the others, by the wish of its owner or because it is muted.</summary>
    public required bool IsPaused { get; init; }

    /// <summary>A host muted it.</summary>
    public required bool IsMuted { get; init; }
}
