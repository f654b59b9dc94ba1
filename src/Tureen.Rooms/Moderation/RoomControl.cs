using Tureen.Rooms.Limits;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Recordings;
using Tureen.Rooms.Rooms;

namespace Tureen.Rooms;

/// <summary>
/// What an application does in its rooms: the same as the HTTP API below <c>/api/rooms</c>. A service of <c>AddTureenRooms</c>. All methods are thread-safe
/// and throw a <see cref="RoomControlException"/> when there is no such room or participant, or a value is wrong; nothing has changed then.
/// </summary>
public sealed class RoomControl
{
    private readonly RoomRegistry _rooms;

    internal RoomControl(RoomRegistry rooms) => _rooms = rooms;

    /// <summary>The rooms that are open.</summary>
    /// <returns>All of them.</returns>
    public async Task<IReadOnlyList<RoomInfo>> ListRoomsAsync() =>
        await Task.WhenAll(_rooms.Snapshot().Where(static room => !room.IsClosed).Select(static room => room.Loop.RunAsync(room.Moderation.Describe)));

    /// <summary>Opens a room ahead. It stays open for 5 minutes when nobody comes, unless <see cref="RoomChange.EmptySeconds"/> says otherwise.</summary>
    /// <param name="roomId">Its name.</param>
    /// <param name="settings">How it begins.</param>
    /// <returns>The room.</returns>
    public Task<RoomInfo> CreateRoomAsync(string roomId, RoomChange settings)
    {
        ArgumentException.ThrowIfNullOrEmpty(roomId);
        ArgumentNullException.ThrowIfNull(settings);
        return GuardAsync(async () =>
        {
            Room room = await _rooms.CreateAsync(
                roomId, settings with { EmptySeconds = settings.EmptySeconds ?? ModerationLimits.DefaultEmptySeconds });
            return await room.Loop.RunAsync(room.Moderation.Describe);
        });
    }

    /// <summary>A room.</summary>
    /// <param name="roomId">Its name.</param>
    /// <returns>The room.</returns>
    public Task<RoomInfo> GetRoomAsync(string roomId) => AskAsync(roomId, static room => room.Describe());

    /// <summary>Changes the settings of a room. Its participants hear of it.</summary>
    /// <param name="roomId">Its name.</param>
    /// <param name="change">What changes.</param>
    /// <returns>The room afterwards.</returns>
    public async Task<RoomInfo> UpdateRoomAsync(string roomId, RoomChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        RoomInfo info = await AskAsync(roomId, room =>
        {
            room.Update(change);
            return room.Describe();
        });
        _rooms.Refresh(roomId);
        return info;
    }

    /// <summary>Closes a room, whoever is in it. They read why.</summary>
    /// <param name="roomId">Its name.</param>
    /// <param name="reason">Why; null for a general text.</param>
    /// <returns>Completes when it accepts nobody any more.</returns>
    public async Task CloseRoomAsync(string roomId, string? reason = null)
    {
        await DoAsync(roomId, room => room.Close(reason));
        _rooms.Refresh(roomId);
    }

    /// <summary>Everybody in a room, and before it.</summary>
    /// <param name="roomId">The name of the room.</param>
    /// <returns>All of them.</returns>
    public Task<IReadOnlyList<ParticipantInfo>> ListParticipantsAsync(string roomId) => AskAsync(roomId, static room => room.ListParticipants());

    /// <summary>A participant.</summary>
    /// <param name="roomId">The name of the room.</param>
    /// <param name="participantId">The id of the peer.</param>
    /// <returns>The participant.</returns>
    public Task<ParticipantInfo> GetParticipantAsync(string roomId, string participantId) => AskAsync(roomId, room => room.Describe(participantId));

    /// <summary>
    /// Changes the name, role, rights or metadata of a participant. Rights take effect at once: what it may no longer send or receive closes. They stay
    /// those of its identity as long as the room is open, also when it comes back with its token.
    /// </summary>
    /// <param name="roomId">The name of the room.</param>
    /// <param name="participantId">The id of the peer.</param>
    /// <param name="change">What changes.</param>
    /// <returns>Completes when the participant has the rights.</returns>
    public Task UpdateParticipantAsync(string roomId, string participantId, ParticipantChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return DoAsync(roomId, room => room.Update(participantId, change));
    }

    /// <summary>Ends the connection of a participant, who reads why.</summary>
    /// <param name="roomId">The name of the room.</param>
    /// <param name="participantId">The id of the peer.</param>
    /// <param name="reason">Why; null for a general text.</param>
    /// <param name="ban">It may not come back as long as the room is open.</param>
    /// <returns>Completes when it is no longer in the room.</returns>
    public Task RemoveParticipantAsync(string roomId, string participantId, string? reason = null, bool ban = false) =>
        DoAsync(roomId, room => room.Remove(participantId, reason, ban));

    /// <summary>Who may not come back.</summary>
    /// <param name="roomId">The name of the room.</param>
    /// <returns>All bans.</returns>
    public Task<IReadOnlyList<RoomBan>> ListBansAsync(string roomId) => AskAsync(roomId, static room => room.ListBans());

    /// <summary>Ends a ban.</summary>
    /// <param name="roomId">The name of the room.</param>
    /// <param name="id">The <see cref="RoomBan.Id"/>.</param>
    /// <returns>Completes when it has ended.</returns>
    public Task RemoveBanAsync(string roomId, string id) => DoAsync(roomId, room => room.Unban(id));

    /// <summary>Mutes a track, which its owner cannot undo: what the owner sends of that kind later is muted, too.</summary>
    /// <param name="roomId">The name of the room.</param>
    /// <param name="participantId">The id of the peer.</param>
    /// <param name="trackId">The <see cref="TrackInfo.Id"/>.</param>
    /// <returns>Completes when nothing of it goes to the others any more.</returns>
    public Task MuteTrackAsync(string roomId, string participantId, string trackId) =>
        DoAsync(roomId, room => room.SetMutedAsync(participantId, trackId, isMuted: true));

    /// <summary>Ends a mute of <see cref="MuteTrackAsync"/>. A track that its owner has paused stays so.</summary>
    /// <param name="roomId">The name of the room.</param>
    /// <param name="participantId">The id of the peer.</param>
    /// <param name="trackId">The <see cref="TrackInfo.Id"/>.</param>
    /// <returns>Completes when it has ended.</returns>
    public Task UnmuteTrackAsync(string roomId, string participantId, string trackId) =>
        DoAsync(roomId, room => room.SetMutedAsync(participantId, trackId, isMuted: false));

    /// <summary>Asks the owner of a track to unmute it.</summary>
    /// <param name="roomId">The name of the room.</param>
    /// <param name="participantId">The id of the peer.</param>
    /// <param name="trackId">The <see cref="TrackInfo.Id"/>.</param>
    /// <returns>Completes when the request is on its way.</returns>
    public Task AskToUnmuteAsync(string roomId, string participantId, string trackId) =>
        DoAsync(roomId, room => room.AskToUnmute(participantId, trackId));

    /// <summary>Who waits in the lobby.</summary>
    /// <param name="roomId">The name of the room.</param>
    /// <returns>All of them.</returns>
    public Task<IReadOnlyList<ParticipantInfo>> ListLobbyAsync(string roomId) => AskAsync(roomId, static room => room.ListWaiting());

    /// <summary>Lets a guest in from the lobby.</summary>
    /// <param name="roomId">The name of the room.</param>
    /// <param name="participantId">The id of the peer.</param>
    /// <returns>Completes when the guest may join.</returns>
    public Task AdmitAsync(string roomId, string participantId) => DoAsync(roomId, room => room.Admit(participantId));

    /// <summary>Sends a guest in the lobby away.</summary>
    /// <param name="roomId">The name of the room.</param>
    /// <param name="participantId">The id of the peer.</param>
    /// <param name="reason">What the guest reads; null for a general text.</param>
    /// <returns>Completes when the guest is no longer there.</returns>
    public Task RefuseAsync(string roomId, string participantId, string? reason = null) => DoAsync(roomId, room => room.Refuse(participantId, reason));

    /// <summary>Sends a message to some participants or to all, as the notification <c>roomMessage</c>.</summary>
    /// <param name="roomId">The name of the room.</param>
    /// <param name="message">The message.</param>
    /// <returns>Completes when it is on its way.</returns>
    public Task SendAsync(string roomId, RoomMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return DoAsync(roomId, room => room.Send(message));
    }

    /// <summary>Begins to record a room, or one participant, into the folder of <see cref="TureenRoomsOptions.RecordingFolder"/>.</summary>
    /// <param name="roomId">The name of the room.</param>
    /// <param name="request">What to record, and the form.</param>
    /// <returns>The recording, which goes on until <see cref="StopRecordingAsync"/> or the end of the room.</returns>
    public Task<RecordingInfo> StartRecordingAsync(string roomId, RecordingRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return AskAsync(roomId, room => room.StartRecording(request));
    }

    /// <summary>Ends a recording.</summary>
    /// <param name="roomId">The name of the room.</param>
    /// <param name="recordingId">The <see cref="RecordingInfo.Id"/>.</param>
    /// <returns>The recording with its files.</returns>
    public Task<RecordingInfo> StopRecordingAsync(string roomId, string recordingId) => GuardAsync(() =>
    {
        Room room = Find(roomId);
        return room.Loop.RunAsync(() => room.Moderation.StopRecordingAsync(recordingId));
    });

    /// <summary>The recordings of a room, which may be closed: the latest first.</summary>
    /// <param name="roomId">The name of the room.</param>
    /// <returns>All of them, up to 200.</returns>
    public IReadOnlyList<RecordingInfo> ListRecordings(string roomId) => RequireArchive().List(roomId);

    /// <summary>A recording of a room, which may be closed.</summary>
    /// <param name="roomId">The name of the room.</param>
    /// <param name="recordingId">The <see cref="RecordingInfo.Id"/>.</param>
    /// <returns>The recording.</returns>
    public RecordingInfo GetRecording(string roomId, string recordingId) => RequireArchive().Find(roomId, recordingId)
        ?? throw new RoomControlException(StatusCodes.Status404NotFound, $"there is no recording '{recordingId}'");

    private RecordingArchive RequireArchive() => _rooms.Recordings
        ?? throw new RoomControlException(StatusCodes.Status501NotImplemented, "this server records nothing: --recording-folder sets where to");

    private static async Task<T> GuardAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (ProtooException exception)
        {
            int status = exception.Code is >= 400 and < 600 ? exception.Code : StatusCodes.Status500InternalServerError;
            throw new RoomControlException(status, exception.Message);
        }
        catch (MediasoupException exception)
        {
            // Its worker failed, or what it is about has closed meanwhile.
            throw new RoomControlException(StatusCodes.Status409Conflict, exception.Message);
        }
    }

    private Task<T> AskAsync<T>(string roomId, Func<RoomModeration, T> ask) => GuardAsync(() =>
    {
        Room room = Find(roomId);
        return room.Loop.RunAsync(() => ask(room.Moderation));
    });

    private Task<bool> DoAsync(string roomId, Action<RoomModeration> act) => AskAsync(roomId, room =>
    {
        act(room);
        return true;
    });

    private Task<bool> DoAsync(string roomId, Func<RoomModeration, Task> act) => GuardAsync(async () =>
    {
        Room room = Find(roomId);
        await room.Loop.RunAsync(() => act(room.Moderation));
        return true;
    });

    private Room Find(string roomId) => _rooms.Find(roomId) is { IsClosed: false } room
        ? room
        : throw new RoomControlException(StatusCodes.Status404NotFound, $"there is no room '{roomId}'");
}
