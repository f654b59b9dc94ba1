using Tureen.Rooms.Security;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>Who comes into a room. Runs on the room's loop.</summary>
internal sealed class RoomDoor(Room room)
{
    /// <summary>Why a peer is refused; null when it is not.</summary>
    public (int Status, string Reason)? FindRefusal(PeerQuery query, RoomRights rights)
    {
        if (room.IsClosed)
        {
            return (StatusCodes.Status503ServiceUnavailable, "the room has ended");
        }

        if (room.Records.Find(rights, query.PeerId)?.Ban is { } ban)
        {
            return (StatusCodes.Status403Forbidden, $"banned from this room: {ban.Reason}");
        }

        if (room.FindGuest(query.PeerId) is not null)
        {
            return (StatusCodes.Status409Conflict, "a broadcaster has this peerId");
        }

        if (room.FindMember(query.PeerId) is Peer present)
        {
            return present.IsGone || ReconnectToken.IsSame(rights, query.ReconnectToken, present.Public.Rights, present.ReconnectToken)
                ? null
                : (StatusCodes.Status409Conflict, "another connection has this peerId; the reconnectToken of its join takes its place");
        }

        if (room.State.IsLocked && !room.Records.RightsOf(rights, query.PeerId).Has(RoomGrants.Admin))
        {
            return (StatusCodes.Status423Locked, "the room is locked");
        }

        int max = room.State.MaxParticipants > 0 ? room.State.MaxParticipants : room.Services.Limits.MaxPeersPerRoom;
        return room.PeerCount >= max ? (StatusCodes.Status503ServiceUnavailable, "too many peers") : null;
    }
}
