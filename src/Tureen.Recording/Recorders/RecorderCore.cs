using System.Collections.Concurrent;
using Tureen.Engine.Primitives;
using Tureen.Net;
using Tureen.Ortc;
using Tureen.Recording.Files;
using Tureen.Recording.Frames;
using Tureen.Recording.Settings;
using Tureen.Recording.Tracks;

namespace Tureen.Recording.Recorders;

/// <summary>The part of a recorder that runs on the <see cref="RecordingThread"/>: from the queue of packets to the files.</summary>
internal sealed class RecorderCore
{
    private static readonly TimeSpan VideoPause = TimeSpan.FromSeconds(2);

    private readonly RecorderOptions _options;
    private readonly ConcurrentQueue<Action> _commands = [];
    private readonly TrackMerge _merge;
    private readonly FileSequence _files;
    private readonly List<RecordedFile> _ended = [];
    private readonly List<Task> _completions = [];
    private readonly TaskCompletionSource<RecordingSummary> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DateTimeOffset _date = DateTimeOffset.UtcNow;
    private readonly Timestamp _dateAt = MonotonicClock.Now;
    private Timestamp _keyFrameAskedAt;
    private long _lostBefore;
    private long _droppedBefore;
    private bool _isStopping;

    public RecorderCore(RecorderOptions options)
    {
        _options = options;
        _merge = new TrackMerge(options.RepairWindow + RecordingLimits.HoldBeyondRepair);
        _files = new FileSequence(options.Storage, options.Name, at => _date + (at - _dateAt));
    }

    public PacketQueue Queue { get; } = new();

    public Action<RecordedFile>? FileStarted { get; set; }

    public Action<RecordedFile>? FileEnded { get; set; }

    /// <summary>A track needs a key frame.</summary>
    public Action<RecordedTrack>? KeyFrameNeeded { get; set; }

    /// <summary>Completes when all is written; never fails.</summary>
    public Task<RecordingSummary> Completion => _completion.Task;

    public bool HasEnded { get; private set; }

    /// <summary>From any thread.</summary>
    public void Add(RecordedTrack track) => _commands.Enqueue(() => _merge.Add(track));

    /// <summary>A track sends nothing more. From any thread.</summary>
    public void Remove(RecordedTrack track) => _commands.Enqueue(track.End);

    /// <summary>Writes what is there, and ends. From any thread.</summary>
    public void Stop() => _commands.Enqueue(() => _isStopping = true);

    /// <summary>Handles what has come since the last turn. Never throws.</summary>
    public void Turn() => Turn(MonotonicClock.Now);

    internal void Turn(Timestamp now)
    {
        if (HasEnded)
        {
            return;
        }

        try
        {
            while (_commands.TryDequeue(out Action? command))
            {
                TakePackets();
                command();
            }

            TakePackets();
            WriteFrames(_isStopping ? Timestamp.Never : now, now);
            RequestKeyFrames(now);
            if (_isStopping)
            {
                _files.Finish();
                RaiseFiles();
                Complete(error: null);
            }
        }
        catch (Exception exception)
        {
            // The storage is somebody else's code, and a full disk is no fault of the program.
            Fail(exception);
        }
    }

    private void TakePackets()
    {
        while (Queue.TryTake(out RecordedTrack track, out MediaPacket packet))
        {
            track.Add(packet);
        }
    }

    private void WriteFrames(Timestamp until, Timestamp now)
    {
        foreach (RecordedTrack track in _merge.Tracks)
        {
            track.Advance(until);
        }

        bool isVideoComing = !_isStopping && _merge.Tracks.Any(track => track.Kind == MediaKind.Video && now - track.LastAt < VideoPause);
        while (_merge.TryTake(until, out TrackFrame frame))
        {
            _files.Write(frame, new ExpectedTracks(isVideoComing || HeldOf(MediaKind.Video) is not null, HeldOf(MediaKind.Audio)));
        }

        RaiseFiles();
        RemoveEnded();
    }

    /// <summary>A frame of a kind that waits for its turn; null when none does.</summary>
    private TrackFrame? HeldOf(MediaKind kind) => _merge.Tracks.FirstOrDefault(track => track.Kind == kind && track.HasHeld)?.NextHeld;

    /// <summary>What an ended track has is written in its turn, before it goes.</summary>
    private void RemoveEnded()
    {
        foreach (RecordedTrack track in _merge.Tracks.Where(static track => track is { HasEnded: true, HasHeld: false }).ToArray())
        {
            _lostBefore += track.LostPackets;
            _droppedBefore += track.DroppedFrames;
            _merge.Remove(track);
        }
    }

    private void RequestKeyFrames(Timestamp now)
    {
        if (_isStopping || now - _keyFrameAskedAt < RecordingLimits.KeyFrameRequestInterval)
        {
            return;
        }

        foreach (RecordedTrack track in _merge.Tracks)
        {
            if (track.Kind == MediaKind.Video && (track.NeedsKeyFrame || _files.NeedsKeyFrame) && now - track.LastAt < VideoPause)
            {
                _keyFrameAskedAt = now;
                KeyFrameNeeded?.Invoke(track);
            }
        }
    }

    private void RaiseFiles()
    {
        while (_files.Changes.TryDequeue(out (RecordedFile File, bool IsEnded) change))
        {
            if (change.IsEnded)
            {
                _ended.Add(change.File);
                _completions.Add(CompleteFileAsync(change.File));
                _completions.RemoveAll(static completion => completion.IsCompleted);
            }
            else
            {
                FileStarted?.Invoke(change.File);
            }
        }
    }

    private async Task CompleteFileAsync(RecordedFile file)
    {
        try
        {
            await _options.Storage.CompleteAsync(file.Path).ConfigureAwait(false);
            FileEnded?.Invoke(file);
        }
        catch (Exception exception)
        {
            FileEnded?.Invoke(file with { Error = file.Error ?? exception.Message });
        }
    }

    private void Fail(Exception exception)
    {
        _files.Abandon(exception.Message);
        RaiseFiles();
        Complete(exception.Message);
    }

    private void Complete(string? error)
    {
        Queue.Close();
        HasEnded = true;
        var summary = new RecordingSummary
        {
            Files = [.. _ended],
            Error = error,
            LostPackets = _lostBefore + _merge.Tracks.Sum(static track => track.LostPackets),
            DroppedPackets = Queue.Dropped,
            DroppedFrames = _files.Dropped + _droppedBefore + _merge.Tracks.Sum(static track => track.DroppedFrames),
        };
        _ = Task.WhenAll(_completions).ContinueWith(
            _ => _completion.TrySetResult(summary), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
