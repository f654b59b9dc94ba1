namespace Tureen.Rooms.Hooks;

/// <summary>What happens in rooms, for webhooks and traces.</summary>
internal enum RoomEventType
{
    RoomOpened,
    RoomClosed,
    GuestWaiting,
    ParticipantJoined,
    ParticipantLeft,
    TrackPublished,
    TrackUnpublished,
    TrackMuted,
    TrackUnmuted,
    RecordingStarted,
    RecordingEnded,
    RecordingFailed,
}
