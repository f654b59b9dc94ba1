using Tureen.Rooms.Limits;
using Tureen.Rooms.Security;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>Who may come into a room, by its bans, lock, lobby and limits. Runs on the room's loop.</summary>
/// <param name="room">The room.</param>
internal sealed class RoomDoor(Room room)
{
    /// <summary>Why a peer is refused.</summary>
    /// <returns>The HTTP status and the reason; null if it is allowed.</returns>
    public (int Status, string Reason)? FindRefusal(PeerQuery query, RoomRights rights)
    {
        if (FindBan(query.PeerId, rights) is { } banned)
        {
            return banned;
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

        int max = room.State.MaxParticipants > 0 ? room.State.MaxParticipants : room.Services.Limits.MaxPeersPerRoom;
        return FindLock(query.PeerId, rights)
            ?? (room.PeerCount + room.Remotes.All.Count >= max ? (StatusCodes.Status503ServiceUnavailable, "too many peers") : null);
    }

    /// <summary>Why somebody without signaling is refused who only receives. Nobody can admit that one from the lobby.</summary>
    public (int Status, string Reason)? FindListenerRefusal(string id, RoomRights rights) => FindBan(id, rights) ?? FindLock(id, rights) ?? FindLobby(id, rights);

    /// <summary>Why somebody without signaling is refused who sends.</summary>
    public (int Status, string Reason)? FindGuestRefusal(string id, RoomRights rights)
    {
        if (FindListenerRefusal(id, rights) is { } refusal)
        {
            return refusal;
        }

        if (room.HasMember(id))
        {
            return (StatusCodes.Status409Conflict, $"somebody with the id \"{id}\" is in the room already");
        }

        return room.GuestCount >= RoomLimits.MaxBroadcastersPerRoom ? (StatusCodes.Status409Conflict, "too many broadcasters") : null;
    }

    private (int Status, string Reason)? FindBan(string id, RoomRights rights)
    {
        if (room.IsClosed)
        {
            return (StatusCodes.Status503ServiceUnavailable, "the room has ended");
        }

        return room.Records.Find(rights, id)?.Ban is { } ban ? (StatusCodes.Status403Forbidden, $"banned from this room: {ban.Reason}") : null;
    }

    private (int Status, string Reason)? FindLock(string id, RoomRights rights) =>
        room.State.IsLocked && !IsHost(id, rights) ? (StatusCodes.Status423Locked, "the room is locked") : null;

    private (int Status, string Reason)? FindLobby(string id, RoomRights rights) =>
        room.State.HasLobby && !IsHost(id, rights) && room.Records.Find(rights, id) is not { IsAdmitted: true }
            ? (StatusCodes.Status403Forbidden, "the room has a lobby, which only a host passes without signaling")
            : null;

    private bool IsHost(string id, RoomRights rights) => room.Records.RightsOf(rights, id).Has(RoomGrants.Admin);
}
