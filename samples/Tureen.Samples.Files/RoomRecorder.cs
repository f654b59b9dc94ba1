using System.Collections.Concurrent;
using Tureen.Client.Native;
using Tureen.Client.Rooms;
using Tureen.Ortc;

namespace Tureen.Samples.Files;

/// <summary>Writes each track of a room to files: voices to Ogg Opus and WAV, VP8 to IVF.</summary>
internal sealed class RoomRecorder : IDisposable
{
    private readonly ConcurrentDictionary<RoomMedia, IDisposable> _recordings = new();
    private readonly string _folder;
    private int _count;

    public RoomRecorder(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
    }

    public void Add(RoomMedia media)
    {
        if (media.Consumer.Track is not ReceivedTrack track)
        {
            return;
        }

        // A number, because what others call themselves is no name of a file.
        string path = Path.Combine(_folder, $"{Interlocked.Increment(ref _count):D3}");
        bool isVp8 = track.RtpParameters.Codecs.Any(static codec => codec.MimeType.Equals("video/VP8", StringComparison.OrdinalIgnoreCase));
        if (track.Kind == MediaKind.Audio)
        {
            _recordings[media] = new VoiceRecording(track, path);
            Console.WriteLine($"{path}.opus and {path}.wav: {media.PeerId}");
        }
        else if (isVp8)
        {
            _recordings[media] = new VideoRecording(track, $"{path}.ivf");
            Console.WriteLine($"{path}.ivf: {media.PeerId}");
        }
    }

    public void Remove(RoomMedia media)
    {
        if (_recordings.TryRemove(media, out IDisposable? recording))
        {
            recording.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (RoomMedia media in _recordings.Keys)
        {
            Remove(media);
        }
    }
}
