using Tureen.Rooms.Hooks;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Members;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Recordings;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>The recordings of one room that go on. Runs on the room's loop.</summary>
internal sealed class RoomRecordings(Room room)
{
    private readonly List<RoomRecording> _active = [];

    /// <summary>Somebody is recorded, which participants see.</summary>
    public bool IsRecording => _active.Count > 0;

    /// <summary>Begins one.</summary>
    /// <exception cref="ProtooException">The server records nothing, the request is wrong, or there are too many.</exception>
    public RecordingInfo Start(RecordingRequest request)
    {
        RecordingArchive archive = RequireArchive();
        if (request.ParticipantId is { } participantId)
        {
            KeptData.Text(participantId, RoomLimits.MaxIdLength, "participantId");
        }

        if (!RecordingForm.TryRead(request, out RecordingForm form))
        {
            string given = KeptData.Text(request.Format!, RoomLimits.MaxIdLength, "format");
            throw new ProtooException(StatusCodes.Status400BadRequest, $"format must be webm, mp4 or hls, not '{given}'");
        }

        if (_active.Count >= RoomRecordingLimits.MaxPerRoom)
        {
            throw new ProtooException(StatusCodes.Status409Conflict, $"the room has {RoomRecordingLimits.MaxPerRoom} recordings already");
        }

        var recording = new RoomRecording(room, archive, request, form, HandleEnded);
        try
        {
            recording.Begin();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ProtooException(StatusCodes.Status503ServiceUnavailable, $"the folder of recordings cannot be written: {exception.Message}");
        }

        _active.Add(recording);
        room.Logger.LogInformation("Recording {RecordingId} of room {RoomId} began", recording.Id, LogText.Of(room.Id));
        Raise(RoomEventType.RecordingStarted, recording.Info);
        NotifyAll();
        foreach (IRoomMember member in room.Members)
        {
            foreach (PeerProducer producer in member.Producers)
            {
                recording.HandleNewProducer(producer);
            }
        }

        return recording.Info;
    }

    /// <summary>Ends one. Its files are finished when the result comes; what ffmpeg makes of them follows.</summary>
    /// <exception cref="ProtooException">There is no such recording, or it has ended.</exception>
    public Task<RecordingInfo> StopAsync(string recordingId) =>
        (_active.Find(one => one.Id == recordingId)
            ?? throw new ProtooException(StatusCodes.Status404NotFound, $"there is no recording '{recordingId}' that goes on")).StopAsync();

    /// <summary>All of the room, also those that have ended.</summary>
    /// <exception cref="ProtooException">The server records nothing.</exception>
    public IReadOnlyList<RecordingInfo> List() => RequireArchive().List(room.Id);

    public void HandleNewProducer(PeerProducer producer) => _active.ForEach(recording => recording.HandleNewProducer(producer));

    public void HandleLeft(IRoomMember member) => _active.ForEach(recording => recording.HandleLeft(member.Id));

    /// <summary>The room closes.</summary>
    public void Close()
    {
        foreach (RoomRecording recording in _active.ToArray())
        {
            _ = recording.StopAsync();
        }
    }

    private RecordingArchive RequireArchive() => room.Services.Recordings
        ?? throw new ProtooException(StatusCodes.Status501NotImplemented, "this server records nothing: --recording-folder sets where to");

    private void HandleEnded(RoomRecording recording)
    {
        if (_active.Remove(recording) && !room.IsClosed)
        {
            NotifyAll();
        }

        RoomEventType type = recording.Info.Status == RecordingStatus.Failed ? RoomEventType.RecordingFailed : RoomEventType.RecordingEnded;
        room.Logger.LogInformation(
            "Recording {RecordingId} of room {RoomId} {Status}: {Error}", recording.Id, LogText.Of(room.Id), recording.Info.Status, recording.Info.Error ?? "no error");
        Raise(type, recording.Info);
    }

    private void Raise(RoomEventType type, RecordingInfo recording) =>
        room.Services.Hooks.Raise(new RoomEvent(type, room.Id, room.Services.Time.GetUtcNow()) { Recording = recording });

    private void NotifyAll() => Announcement.Send(room.Joined, "recordingChanged", new() { ["isRecording"] = IsRecording });
}
