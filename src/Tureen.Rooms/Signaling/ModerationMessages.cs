namespace Tureen.Rooms.Signaling;

/// <summary>The names of the notifications about moderation. Clients that do not know them ignore them.</summary>
internal static class ModerationMessages
{
    /// <summary>To a guest: it waits in the lobby.</summary>
    public const string LobbyWaiting = "lobbyWaiting";

    /// <summary>To a guest: it may join now.</summary>
    public const string LobbyAdmitted = "lobbyAdmitted";

    /// <summary>To hosts: who waits.</summary>
    public const string LobbyChanged = "lobbyChanged";

    /// <summary>To the owner of a track: a host muted it.</summary>
    public const string TrackMuted = "trackMuted";

    /// <summary>To the owner of a track: the mute has ended.</summary>
    public const string TrackUnmuted = "trackUnmuted";

    /// <summary>To the owner of a track: a host asks it to unmute itself.</summary>
    public const string UnmuteRequested = "unmuteRequested";

    /// <summary>To the owner of a producer or data producer: its right has ended, and with it the producer.</summary>
    public const string ProducerClosed = "producerClosed";

    public const string DataProducerClosed = "dataProducerClosed";

    /// <summary>To a participant: its role and grants.</summary>
    public const string RightsChanged = "rightsChanged";

    /// <summary>To all: the role or the metadata of a participant.</summary>
    public const string PeerUpdated = "peerUpdated";

    /// <summary>To all: the room.</summary>
    public const string RoomUpdated = "roomUpdated";

    /// <summary>To those whom it is for: a message of the application or of a host.</summary>
    public const string RoomMessage = "roomMessage";

    /// <summary>The last one before the connection closes.</summary>
    public const string Removed = "removed";
}
