using Tureen.Engine.Primitives;
using Tureen.Recording.Settings;
using Tureen.Recording.Tracks;

namespace Tureen.Recording.Files;

/// <summary>
/// The files of one recording, one after the other. Another file begins where a track joins or changes so that the header of the file no longer fits; with
/// video it begins with a key frame, and sound that has no file yet waits for that.
/// </summary>
/// <param name="storage">Where they go.</param>
/// <param name="name">What their names begin with.</param>
/// <param name="dateOf">The date of an instant.</param>
internal sealed class FileSequence(IRecordingStorage storage, string name, Func<Timestamp, DateTimeOffset> dateOf)
{
    private readonly Queue<TrackFrame> _waitingAudio = [];
    private FileWriter? _file;
    private int _count;

    /// <summary>Files that have begun or ended since they were last taken.</summary>
    public Queue<(RecordedFile File, bool IsEnded)> Changes { get; } = [];

    /// <summary>Sound waits for a key frame.</summary>
    public bool NeedsKeyFrame => _waitingAudio.Count > 0;

    /// <summary>Frames that had no place in a file.</summary>
    public long Dropped { get; private set; }

    /// <summary>Writes a frame; those of all tracks come in their order.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="expected">What comes besides.</param>
    /// <exception cref="IOException">The storage takes nothing more.</exception>
    public void Write(TrackFrame frame, in ExpectedTracks expected)
    {
        if (_waitingAudio.TryPeek(out TrackFrame? waiting) && frame.At - waiting.At > RecordingLimits.MaxKeyFrameWait)
        {
            Begin(video: null, waiting);
        }

        if (_file?.FormatFor(frame)?.Takes(frame) is true && !(NeedsKeyFrame && frame is { IsVideo: true, IsKeyFrame: true }))
        {
            _file.Write(frame);
        }
        else if (frame.IsVideo)
        {
            WriteFirstVideo(frame, expected.NextAudio);
        }
        else if (expected.IsVideoComing)
        {
            _waitingAudio.Enqueue(frame);
        }
        else
        {
            Begin(video: null, frame);
            _file!.Write(frame);
        }
    }

    /// <summary>Ends the last file.</summary>
    /// <exception cref="IOException">The storage takes nothing more.</exception>
    public void Finish()
    {
        if (_waitingAudio.TryPeek(out TrackFrame? waiting))
        {
            Begin(video: null, waiting);
        }

        EndFile();
    }

    /// <summary>Ends the last file because of an error. Never throws.</summary>
    public void Abandon(string error)
    {
        if (_file is { } file)
        {
            _file = null;
            Changes.Enqueue((file.Abandon(error), true));
        }

        _waitingAudio.Clear();
    }

    private void WriteFirstVideo(TrackFrame frame, TrackFrame? nextAudio)
    {
        if (!frame.IsKeyFrame)
        {
            Dropped++;
            return;
        }

        Begin(frame, _waitingAudio.TryPeek(out TrackFrame? waiting) ? waiting : null, nextAudio);
        _file!.Write(frame);
    }

    /// <summary>
    /// Begins a file with the sound that waits, or with that which comes next. Without new video the next file has none; with it, it goes on with the sound of
    /// the one before.
    /// </summary>
    private void Begin(TrackFrame? video, TrackFrame? audio, TrackFrame? nextAudio = null)
    {
        TrackFormat? audioFormat = (audio ?? nextAudio) is { } first ? TrackFormat.Of(first) : video is not null ? _file?.Audio : null;
        Timestamp at = video is null ? audio!.At : audio is null ? video.At : Timestamp.Min(video.At, audio.At);
        EndFile();
        var start = new FileStart(at, dateOf(at), video is null ? null : TrackFormat.Of(video), audioFormat);
        _file = FileWriter.Create(storage, $"{name}-{++_count}", start);
        Changes.Enqueue((_file.Describe(), false));
        while (_waitingAudio.TryDequeue(out TrackFrame? waiting))
        {
            _file.Write(waiting);
        }
    }

    private void EndFile()
    {
        if (_file is { } file)
        {
            RecordedFile ended = file.Finish();
            _file = null;
            Changes.Enqueue((ended, true));
        }
    }
}
