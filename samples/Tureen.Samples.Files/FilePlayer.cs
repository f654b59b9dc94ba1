using System.Diagnostics;
using Tureen.Audio;
using Tureen.Client.Native;
using Tureen.Client.Rooms;
using Tureen.Ortc;

namespace Tureen.Samples.Files;

/// <summary>Sends a file to a room at the speed at which it was recorded.</summary>
internal static class FilePlayer
{
    private const int AudioClock = 48_000;
    private const int VideoClock = 90_000;

    public static async Task PlayAsync(RoomClient room, string path, CancellationToken end)
    {
        string kind = Path.GetExtension(path).ToLowerInvariant();
        bool isVideo = kind == ".ivf";
        var track = new EncodedTrack(isVideo ? MediaKind.Video : MediaKind.Audio, Path.GetFileName(path));
        await using FileStream file = File.OpenRead(path);
        using var wav = kind == ".wav" ? new WavReader(file) : null;
        using var opus = kind is ".opus" or ".ogg" ? new OggOpusReader(file) : null;
        using var ivf = isVideo ? new IvfReader(file) : null;
        if (wav is null && opus is null && ivf is null)
        {
            throw new InvalidDataException($"'{kind}' is none of .wav, .opus, .ogg and .ivf.");
        }

        await room.ProduceAsync(new Client.ProducerOptions { Track = track, AppData = new(StringComparer.Ordinal) { ["source"] = isVideo ? "video" : "audio" } });
        Task playing = wav is not null ? PlayAsync(wav, track, end) : opus is not null ? PlayAsync(opus, track, end) : PlayAsync(ivf!, track, end);
        await playing;
    }

    /// <summary>Samples are encoded, and paced by the writer.</summary>
    private static async Task PlayAsync(WavReader wav, EncodedTrack track, CancellationToken end)
    {
        using var writer = new AudioWriter(track, new AudioWriterOptions { SampleRate = wav.SampleRate, Bitrate = 64_000 });
        short[] part = new short[wav.SampleRate];
        for (int count = wav.Read(part); count > 0; count = wav.Read(part))
        {
            await writer.WriteAsync(part.AsMemory(0, count), end);
        }

        await writer.DrainAsync(end);
    }

    /// <summary>Packets of Opus are sent as they are.</summary>
    private static async Task PlayAsync(OggOpusReader opus, EncodedTrack track, CancellationToken end)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan position = TimeSpan.Zero;
        while (opus.TryRead(out ReadOnlyMemory<byte> packet, out TimeSpan duration))
        {
            await UntilAsync(start, position, end);
            track.Write(new EncodedPacket { Payload = packet, Timestamp = (uint)(position.TotalSeconds * AudioClock), Marker = position == TimeSpan.Zero });
            position += duration;
        }
    }

    /// <summary>Frames of VP8 are cut into packets.</summary>
    private static async Task PlayAsync(IvfReader ivf, EncodedTrack track, CancellationToken end)
    {
        long start = Stopwatch.GetTimestamp();
        byte[] packet = new byte[Vp8Payload.MaxLength];
        while (ivf.TryRead(out ReadOnlyMemory<byte> frame, out TimeSpan position))
        {
            await UntilAsync(start, position, end);
            for (int offset = 0; offset < frame.Length;)
            {
                int length = Vp8Payload.Write(frame.Span, ref offset, packet);
                track.Write(new EncodedPacket
                {
                    Payload = packet.AsMemory(0, length),
                    Timestamp = (uint)(position.TotalSeconds * VideoClock),
                    Marker = offset == frame.Length,
                });
            }
        }
    }

    private static Task UntilAsync(long start, TimeSpan position, CancellationToken end)
    {
        TimeSpan wait = position - Stopwatch.GetElapsedTime(start);
        return wait > TimeSpan.Zero ? Task.Delay(wait, end) : Task.CompletedTask;
    }
}
