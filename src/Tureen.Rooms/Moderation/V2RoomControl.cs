using Tureen.Rooms.Protoo;
using Tureen.Rooms.V2;

namespace Tureen.Rooms;

/// <summary>
/// What an application does in the rooms of clients of mediasoup v2, which are apart from the others: the same as the HTTP API below
/// <c>/api/v2/rooms</c>. A service of <c>AddTureenRooms</c>. All methods are thread-safe and throw a <see cref="RoomControlException"/> when there is no such
/// room or participant, or a value is wrong.
/// </summary>
public sealed class V2RoomControl
{
    private readonly V2Rooms _rooms;

    internal V2RoomControl(V2Rooms rooms) => _rooms = rooms;

    /// <summary>The rooms that are open.</summary>
    /// <returns>All of them.</returns>
    public IReadOnlyList<RoomInfo> ListRooms() => [.. _rooms.Snapshot().Select(static room => room.Describe())];

    /// <summary>A room.</summary>
    /// <param name="roomId">Its name.</param>
    /// <returns>The room.</returns>
    public RoomInfo GetRoom(string roomId) => Ask(roomId, static room => room.Describe());

    /// <summary>Locks a room or opens it, and sets how many may be in it. Rooms of mediasoup v2 have no other settings.</summary>
    /// <param name="roomId">Its name.</param>
    /// <param name="change">What changes.</param>
    /// <returns>The room afterwards.</returns>
    public RoomInfo UpdateRoom(string roomId, RoomChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Ask(roomId, room =>
        {
            room.Update(change);
            return room.Describe();
        });
    }

    /// <summary>Closes a room, whoever is in it.</summary>
    /// <param name="roomId">Its name.</param>
    /// <param name="reason">Why, which the ends of the WebSockets say; null for a general text.</param>
    public void CloseRoom(string roomId, string? reason = null) => Do(roomId, room => room.Close(reason));

    /// <summary>Everybody in a room, and before it.</summary>
    /// <param name="roomId">The name of the room.</param>
    /// <returns>All of them.</returns>
    public IReadOnlyList<ParticipantInfo> ListParticipants(string roomId) => Ask(roomId, static room => room.ListParticipants());

    /// <summary>Ends the connection of a participant. The end of its WebSocket says why.</summary>
    /// <param name="roomId">The name of the room.</param>
    /// <param name="peerName">The name of the peer.</param>
    /// <param name="reason">Why; null for a general text.</param>
    /// <param name="ban">It may not come back as long as the room is open.</param>
    public void RemoveParticipant(string roomId, string peerName, string? reason = null, bool ban = false) =>
        Do(roomId, room => room.Remove(peerName, reason, ban));

    /// <summary>Who may not come back.</summary>
    /// <param name="roomId">The name of the room.</param>
    /// <returns>All bans.</returns>
    public IReadOnlyList<RoomBan> ListBans(string roomId) => Ask(roomId, static room => room.ListBans());

    /// <summary>Ends a ban.</summary>
    /// <param name="roomId">The name of the room.</param>
    /// <param name="id">The <see cref="RoomBan.Id"/>.</param>
    public void RemoveBan(string roomId, string id) => Do(roomId, room => room.Unban(id));

    /// <summary>Mutes a track, which its owner cannot undo: what the owner sends of that kind later is muted, too.</summary>
    /// <param name="roomId">The name of the room.</param>
    /// <param name="peerName">The name of the peer.</param>
    /// <param name="trackId">The <see cref="TrackInfo.Id"/>.</param>
    public void MuteTrack(string roomId, string peerName, string trackId) => Do(roomId, room => room.SetMuted(peerName, trackId, isMuted: true));

    /// <summary>Ends a mute. A track that its owner has paused stays so.</summary>
    /// <param name="roomId">The name of the room.</param>
    /// <param name="peerName">The name of the peer.</param>
    /// <param name="trackId">The <see cref="TrackInfo.Id"/>.</param>
    public void UnmuteTrack(string roomId, string peerName, string trackId) => Do(roomId, room => room.SetMuted(peerName, trackId, isMuted: false));

    private T Ask<T>(string roomId, Func<V2Moderation, T> ask)
    {
        try
        {
            return ask(_rooms.FindModeration(roomId) ?? throw new ProtooException(
                StatusCodes.Status404NotFound, $"there is no room '{roomId}' of mediasoup v2"));
        }
        catch (ProtooException exception)
        {
            throw new RoomControlException(exception.Code, exception.Message);
        }
    }

    private void Do(string roomId, Action<V2Moderation> act) => Ask(roomId, room =>
    {
        act(room);
        return true;
    });
}
