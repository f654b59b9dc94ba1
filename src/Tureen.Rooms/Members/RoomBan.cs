namespace Tureen.Rooms;

/// <summary>Somebody who may not come back into a room as long as it is open.</summary>
public sealed record RoomBan
{
    /// <summary>The identity of the token; the id of the peer when it had none.</summary>
    public required string Id { get; init; }

    /// <summary>Whether <see cref="Id"/> is an identity.</summary>
    public required bool IsIdentity { get; init; }

    /// <summary>Why, as the one who was removed has read it.</summary>
    public required string Reason { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset At { get; init; }
}
