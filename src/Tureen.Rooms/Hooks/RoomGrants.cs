namespace Tureen.Rooms;

/// <summary>What somebody may do in a room.</summary>
[Flags]
public enum RoomGrants
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Being in the room.</summary>
    Join = 1,

    /// <summary>Sending sound.</summary>
    Audio = 1 << 1,

    /// <summary>Sending pictures that are no screen.</summary>
    Video = 1 << 2,

    /// <summary>Sharing a screen.</summary>
    Screen = 1 << 3,

    /// <summary>Sending messages.</summary>
    Data = 1 << 4,

    /// <summary>Receiving what others send.</summary>
    Subscribe = 1 << 5,

    /// <summary>Others do not see the peer, which therefore sends nothing.</summary>
    Hidden = 1 << 6,

    /// <summary>The HTTP API and the status page, as with the administrator's token. Includes <see cref="Record"/>.</summary>
    Admin = 1 << 7,

    /// <summary>The HTTP API of the room, as with the broadcasters' token.</summary>
    Record = 1 << 8,

    /// <summary>What a participant needs: all but <see cref="Hidden"/>, <see cref="Admin"/> and <see cref="Record"/>.</summary>
    Participant = Join | Audio | Video | Screen | Data | Subscribe,
}
