namespace Tureen.Rooms.Telemetry;

/// <summary>What was decided.</summary>
internal enum DecisionKind
{
    /// <summary>Somebody may not join.</summary>
    JoinRefused,

    /// <summary>An address asks too often.</summary>
    RateLimited,

    /// <summary>A host or administrator ended somebody's stay.</summary>
    Removed,

    /// <summary>The same, and that one may not come back.</summary>
    Banned,

    /// <summary>A ban ended.</summary>
    Unbanned,

    /// <summary>A guest was let in from the lobby.</summary>
    Admitted,

    /// <summary>A guest was sent away from the lobby.</summary>
    NotAdmitted,

    /// <summary>A track was muted.</summary>
    Muted,

    /// <summary>A mute ended.</summary>
    Unmuted,

    /// <summary>The settings of a room changed.</summary>
    RoomChanged,

    /// <summary>A room was closed.</summary>
    RoomClosed,

    /// <summary>A connection that is too slow got other layers of a picture.</summary>
    LayersChosen,
}
