using Tureen.Engine.Primitives;
using Tureen.Recording.Matroska;
using Tureen.Recording.Tracks;

namespace Tureen.Recording.Files;

/// <summary>One file with at most one track of each kind.</summary>
internal sealed class FileWriter : IDisposable
{
    private readonly Stream _stream;
    private readonly MatroskaWriter _writer;
    private readonly Timestamp _start;
    private readonly RecordedFile _file;

    private FileWriter(Stream stream, MatroskaWriter writer, Timestamp start, TrackFormat? video, TrackFormat? audio, RecordedFile file)
    {
        _stream = stream;
        _writer = writer;
        _start = start;
        Video = video;
        Audio = audio;
        _file = file;
    }

    /// <summary>Null without video.</summary>
    public TrackFormat? Video { get; }

    /// <summary>Null without audio.</summary>
    public TrackFormat? Audio { get; }

    public string Path => _file.Path;

    /// <exception cref="IOException">The file cannot be created.</exception>
    public static FileWriter Create(IRecordingStorage storage, string name, FileStart start)
    {
        // Players go on from the first track.
        TrackFormat[] formats = [.. new[] { start.Video, start.Audio }.OfType<TrackFormat>()];
        string path = name + (Array.TrueForAll(formats, static format => format.Track.FitsWebm) ? ".webm" : ".mkv");
        Stream stream = storage.Create(path);
        try
        {
            var file = new RecordedFile { Path = path, StartedAt = start.StartedAt, MimeTypes = [.. formats.Select(static format => format.MimeType)] };
            var writer = new MatroskaWriter(stream, [.. formats.Select(static format => format.Track)], start.StartedAt, System.IO.Path.GetFileName(name));
            return new FileWriter(stream, writer, start.At, start.Video, start.Audio, file);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public TrackFormat? FormatFor(TrackFrame frame) => frame.IsVideo ? Video : Audio;

    /// <exception cref="IOException">The storage takes nothing more.</exception>
    public void Write(TrackFrame frame)
    {
        int track = frame.IsVideo || Video is null ? 1 : 2;
        long milliseconds = (long)Math.Round((frame.At - _start).TotalMilliseconds);
        _writer.Write(track, milliseconds, frame.IsKeyFrame, frame.Frame.Data);
    }

    /// <summary>What is known of it while it grows.</summary>
    public RecordedFile Describe() => _file;

    /// <summary>Writes the end.</summary>
    /// <exception cref="IOException">The storage takes nothing more.</exception>
    public RecordedFile Finish()
    {
        _writer.Finish();
        return Close(error: null);
    }

    /// <summary>Leaves what is there in a form that plays. Never throws.</summary>
    public RecordedFile Abandon(string error)
    {
        try
        {
            _writer.Abandon();
        }
        catch (Exception exception) when (exception is IOException or NotSupportedException or ObjectDisposedException)
        {
            // Players find their way without it.
        }

        return Close(error);
    }

    public void Dispose() => _stream.Dispose();

    private RecordedFile Close(string? error)
    {
        RecordedFile file = _file with { Duration = _writer.Duration, Length = _writer.Length, Error = error };
        Dispose();
        return file;
    }
}
