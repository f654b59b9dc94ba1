using Tureen.Audio;
using Tureen.Client.Native;
using Tureen.Client.Rooms;
using Tureen.Ortc;

namespace Tureen.Samples.VoiceAgent;

/// <summary>Listens to one participant at a time: the first whose voice is heard, and the next when that one has gone.</summary>
internal sealed class RoomListener(AudioWriter writer, LatencyMeter latency, bool isEcho, Func<Conversation> converse)
{
    private static readonly TimeSpan LongestQueue = TimeSpan.FromMilliseconds(30);

    private readonly Lock _gate = new();
    private readonly List<RoomMedia> _voices = [];
    private CancellationTokenSource? _listening;

    public void Add(RoomMedia media, CancellationToken end)
    {
        if (media.Consumer.Track is not ReceivedTrack { Kind: MediaKind.Audio })
        {
            return;
        }

        lock (_gate)
        {
            _voices.Add(media);
        }

        ListenToFirst(end);
    }

    public void Remove(RoomMedia media)
    {
        lock (_gate)
        {
            if (_voices.IndexOf(media) == 0)
            {
                _listening?.Cancel();
            }

            _voices.Remove(media);
        }
    }

    private void ListenToFirst(CancellationToken end)
    {
        lock (_gate)
        {
            if (_listening is not null || _voices.Count == 0 || end.IsCancellationRequested)
            {
                return;
            }

            _listening = CancellationTokenSource.CreateLinkedTokenSource(end);
            _ = ListenAsync(_voices[0], _listening, end);
        }
    }

    private async Task ListenAsync(RoomMedia media, CancellationTokenSource listening, CancellationToken end)
    {
        Console.WriteLine($"listening to {media.PeerId}");
        using var reader = new AudioReader((ReceivedTrack)media.Consumer.Track);
        try
        {
            await (isEcho ? EchoAsync(reader, listening.Token) : converse().RunAsync(reader, listening.Token));
        }
        catch (OperationCanceledException)
        {
            writer.Clear();
        }
        catch (Exception error)
        {
            Console.Error.WriteLine($"Listening to {media.PeerId} failed: {error.Message}");
        }

        AudioReaderStats stats = reader.GetStats();
        Console.WriteLine(
            $"heard {media.PeerId} for {(stats.Played - stats.Silent).TotalSeconds:F1} s: {stats.LostPackets} packets lost, {stats.ConcealedShare:P2} concealed, target delay {stats.TargetDelay.TotalMilliseconds:F0} ms");
        lock (_gate)
        {
            _listening = null;
            _voices.Remove(media);
        }

        listening.Dispose();
        ListenToFirst(end);
    }

    private async Task EchoAsync(AudioReader reader, CancellationToken end)
    {
        await foreach (AudioFrame frame in reader.ReadAllAsync(end))
        {
            // A program that was held up has several frames at once; what is more than a moment would stay behind for good.
            if (frame.Kind != AudioFrameKind.Silence && writer.Queued <= LongestQueue)
            {
                latency.Note(frame);
                writer.Write(frame.Samples.Span);
            }
        }
    }
}
