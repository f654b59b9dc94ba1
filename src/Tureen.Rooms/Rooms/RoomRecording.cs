using Tureen.Recording;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Members;
using Tureen.Rooms.Recordings;

namespace Tureen.Rooms.Rooms;

/// <summary>One recording: a recorder for each participant, and one for each screen. Runs on the room's loop.</summary>
internal sealed class RoomRecording
{
    private readonly Room _room;
    private readonly RecordingArchive _archive;
    private readonly RecordingForm _form;
    private readonly Action<RoomRecording> _ended;
    private readonly List<MemberRecorder> _recorders = [];
    private readonly List<RecordingFileInfo> _files = [];
    private readonly List<Task<RecordingSummary>> _leaving = [];
    private int _count;
    private Task<RecordingInfo>? _end;

    public RoomRecording(Room room, RecordingArchive archive, RecordingRequest request, RecordingForm form, Action<RoomRecording> ended)
    {
        _room = room;
        _archive = archive;
        _form = form;
        _ended = ended;
        DateTimeOffset now = room.Services.Time.GetUtcNow();
        Info = new RecordingInfo
        {
            Id = RecordingArchive.CreateId(now),
            RoomId = room.Id,
            ParticipantId = request.ParticipantId,
            Status = RecordingStatus.Recording,
            StartedAt = now,
        };
    }

    public string Id => Info.Id;

    /// <summary>How it is now.</summary>
    public RecordingInfo Info { get; private set; }

    private bool IsEnding => _end is not null;

    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Begin()
    {
        try
        {
            _archive.Save(Info);
        }
        catch
        {
            _archive.Forget(Info);
            throw;
        }
    }

    /// <summary>Records new media, if it is of somebody who is recorded.</summary>
    public void HandleNewProducer(PeerProducer producer)
    {
        if (!IsEnding && (Info.ParticipantId is null || Info.ParticipantId == producer.PeerId))
        {
            _ = AddAsync(producer);
        }
    }

    /// <summary>Somebody leaves: the files of that one end.</summary>
    public void HandleLeft(string memberId)
    {
        foreach (MemberRecorder recorder in _recorders.Where(one => one.MemberId == memberId).ToArray())
        {
            _recorders.Remove(recorder);
            _leaving.RemoveAll(static one => one.IsCompleted);
            _leaving.Add(recorder.StopAsync());
        }
    }

    /// <summary>Ends it. The same result each time.</summary>
    public Task<RecordingInfo> StopAsync() => _end ??= EndAsync(error: null);

    private async Task AddAsync(PeerProducer producer)
    {
        try
        {
            MemberRecorder recorder = FindRecorder(producer) ?? BeginRecorder(producer);
            await recorder.AddAsync(producer.Producer);
        }
        catch (Exception exception) when (exception is MediasoupException or InvalidOperationException)
        {
            _room.Logger.LogWarning(
                "Recording {RecordingId} leaves out a track of {PeerId}: {Reason}", Id, LogText.Of(producer.PeerId), LogText.Of(exception.Message));
        }
    }

    /// <summary>That of the member which has a place for it.</summary>
    private MemberRecorder? FindRecorder(PeerProducer producer) => _recorders.Find(
        one => one.MemberId == producer.PeerId && one.IsScreen == producer.IsScreen && one.HasPlaceFor(producer.Producer.Kind));

    private MemberRecorder BeginRecorder(PeerProducer producer)
    {
        if (_recorders.Count >= RoomRecordingLimits.MaxRecorders)
        {
            throw new InvalidOperationException($"{RoomRecordingLimits.MaxRecorders} participants and screens are recorded at most");
        }

        string source = producer.IsScreen ? "screen" : "camera";
        string name = $"{RecordingArchive.FolderOf(_room.Id, Id)}/{RecordingNames.Of(producer.PeerId)}-{source}-{++_count}";
        var recorder = new MemberRecorder(
            producer.PeerId,
            producer.IsScreen,
            new RecorderOptions { Storage = _archive.Storage, Name = name },
            file => _room.Loop.Post(() => HandleFile(producer.PeerId, source, file)),
            summary => _room.Loop.Post(() => HandleRecorderEnded(summary)));
        recorder.Begin(_room.Router);
        _recorders.Add(recorder);
        return recorder;
    }

    private void HandleFile(string memberId, string source, RecordedFile file)
    {
        _files.RemoveAll(one => one.Path == file.Path);
        _files.Add(new RecordingFileInfo
        {
            Path = file.Path,
            ParticipantId = memberId,
            Source = source,
            StartedAt = file.StartedAt,
            DurationSeconds = file.Duration.TotalSeconds,
            Length = file.Length,
            MimeTypes = file.MimeTypes,
            Error = file.Error,
        });
        Save(Info);
    }

    /// <summary>A recorder that ended by itself ends the recording: what is missing later is worse than a clear end.</summary>
    private void HandleRecorderEnded(RecordingSummary summary)
    {
        if (summary.Error is { } error)
        {
            _end ??= EndAsync(error);
        }
    }

    private async Task<RecordingInfo> EndAsync(string? error)
    {
        TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _archive.Track(finished.Task);
        try
        {
            // 1. All files get their end, also those of members who left a moment ago.
            RecordingSummary[] summaries = await Task.WhenAll(_recorders.Select(static one => one.StopAsync()).Concat(_leaving));
            await _room.Loop.RunAsync(static () => { });
            error ??= summaries.FirstOrDefault(static one => one.Error is not null)?.Error;

            // 2. What ffmpeg makes of them takes its time.
            bool isConverted = error is null && (_form.Copies is not null || _form.HasGrid) && _files.Count > 0;
            Save(Info with
            {
                Status = error is not null ? RecordingStatus.Failed : isConverted ? RecordingStatus.Finishing : RecordingStatus.Ended,
                EndedAt = _room.Services.Time.GetUtcNow(),
                Error = error,
            });
            if (isConverted)
            {
                _archive.Track(ConvertAsync());
            }
            else
            {
                _ended(this);
            }

            return Info;
        }
        finally
        {
            finished.TrySetResult();
        }
    }

    private async Task ConvertAsync()
    {
        (IReadOnlyList<RecordingFileInfo> made, string? error) = await RecordingConversion.RunAsync(_archive, _form, Info);
        _files.AddRange(made);
        Save(Info with { Status = RecordingStatus.Ended, Error = error });
        _ended(this);
    }

    private void Save(RecordingInfo info)
    {
        Info = info with { Files = [.. _files] };
        try
        {
            _archive.Save(Info);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _room.Logger.LogError("The description of recording {RecordingId} cannot be written: {Reason}", Id, exception.Message);
        }
    }
}
