using Tureen.Rooms.Hooks;
using Tureen.Rooms.Members;

namespace Tureen.Rooms.Rooms;

/// <summary>Raises what happens in one room, for the application, for webhooks and for traces. Runs on the room's loop.</summary>
internal sealed class RoomEvents(Room room)
{
    public void Raise(RoomEventType type, IRoomMember member) => room.Services.Hooks.Raise(About(type, member));

    public void Raise(RoomEventType type, IRoomMember member, PeerProducer track) =>
        room.Services.Hooks.Raise(About(type, member) with { TrackId = track.Id, TrackKind = ParticipantText.KindOf(track) });

    /// <summary>A member leaves with all that it sends.</summary>
    public void RaiseLeft(IRoomMember member)
    {
        foreach (PeerProducer track in member.Producers)
        {
            Raise(RoomEventType.TrackUnpublished, member, track);
        }

        Raise(RoomEventType.ParticipantLeft, member);
    }

    private RoomEvent About(RoomEventType type, IRoomMember member) => new(type, room.Id, room.Services.Time.GetUtcNow())
    {
        ParticipantId = member.Id,
        Identity = member.Identity,
        DisplayName = member.DisplayName,
        Role = member.Role,
    };
}
