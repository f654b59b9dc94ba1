using Tureen.Rooms.Hooks;

namespace Tureen.Rooms.Telemetry;

/// <summary>Counts rooms and participants, and traces what happens in rooms.</summary>
internal sealed class EventTraces : IRoomEventListener
{
    public void Handle(RoomEvent happened)
    {
        Count(happened.Type);
        RoomTelemetry.Trace(
            "rooms.event",
            default,
            happened.At,
            happened.At,
            ("tureen.room.id", happened.RoomId),
            ("tureen.room.event", happened.Type.ToString()),
            ("tureen.participant.id", happened.ParticipantId),
            ("tureen.track.id", happened.TrackId));
    }

    private static void Count(RoomEventType type)
    {
        switch (type)
        {
            case RoomEventType.RoomOpened:
                RoomTelemetry.Rooms.Add(1);
                break;
            case RoomEventType.RoomClosed:
                RoomTelemetry.Rooms.Add(-1);
                break;
            case RoomEventType.ParticipantJoined:
                RoomTelemetry.Participants.Add(1);
                break;
            case RoomEventType.ParticipantLeft:
                RoomTelemetry.Participants.Add(-1);
                break;
        }
    }
}
