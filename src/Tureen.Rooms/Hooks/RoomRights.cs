namespace Tureen.Rooms;

/// <summary>Who somebody is, and what that one may do in a room.</summary>
public sealed record RoomRights
{
    /// <summary>Those of somebody without a token, where none is needed.</summary>
    internal static readonly RoomRights Anonymous = new() { Grants = RoomGrants.Participant };

    /// <summary>Who it is, by the token; null without one. A peer id belongs to its identity as long as the peer is in the room.</summary>
    public string? Identity { get; init; }

    /// <summary>The name that others see, by the token; null when the client chooses it.</summary>
    public string? Name { get; init; }

    /// <summary>A word of the application's, by the token.</summary>
    public string? Role { get; init; }

    /// <summary>What it may do.</summary>
    public RoomGrants Grants { get; init; }

    /// <summary>
    /// When the token ends, and with it the stay in the room, unless the client renews it; null for never. Clocks may differ by 30 seconds.
    /// </summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Whether it may do all of that.</summary>
    /// <param name="grants">One or more.</param>
    /// <returns>True when none is missing.</returns>
    public bool Has(RoomGrants grants) => (Grants & grants) == grants;

    /// <summary>Whether it may send a track.</summary>
    /// <param name="kind">What the track is.</param>
    /// <returns>True when it may.</returns>
    public bool MayPublish(RoomTrackKind kind) => !Has(RoomGrants.Hidden) && Has(kind switch
    {
        RoomTrackKind.Audio => RoomGrants.Audio,
        RoomTrackKind.Video => RoomGrants.Video,
        RoomTrackKind.Screen => RoomGrants.Screen,
        _ => RoomGrants.Data,
    });
}
