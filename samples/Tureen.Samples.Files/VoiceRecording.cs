using Tureen.Audio;
using Tureen.Client.Native;

namespace Tureen.Samples.Files;

/// <summary>A voice in two files: the packets as they came, and what a listener hears.</summary>
internal sealed class VoiceRecording : IDisposable
{
    private const int AudioClock = 48_000;
    private static readonly TimeSpan LongestGap = TimeSpan.FromHours(1);

    private readonly ReceivedTrack _track;
    private readonly OggOpusWriter _packets;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _listening;
    private readonly Lock _gate = new();
    private uint _first;
    private bool _hasFirst;
    private bool _isDisposed;

    public VoiceRecording(ReceivedTrack track, string path)
    {
        _track = track;
        _packets = new OggOpusWriter(File.Create($"{path}.opus"), channels: 2);
        track.OnPacket += Write;
        _listening = ListenAsync($"{path}.wav");
    }

    public void Dispose()
    {
        _track.OnPacket -= Write;
        _end.Cancel();
        _listening.Wait();
        lock (_gate)
        {
            _isDisposed = true;
            _packets.Dispose();
        }

        _end.Dispose();
    }

    /// <summary>Packets keep their places; one that comes when its place has been filled is left out.</summary>
    private void Write(ReceivedPacket packet)
    {
        lock (_gate)
        {
            if (_isDisposed || packet.Payload.IsEmpty)
            {
                return;
            }

            if (!_hasFirst)
            {
                _hasFirst = true;
                _first = packet.Timestamp;
            }

            TimeSpan gap = TimeSpan.FromSeconds((double)(packet.Timestamp - _first) / AudioClock) - _packets.Written;
            if (gap >= TimeSpan.Zero && gap < LongestGap)
            {
                _packets.WriteGap(gap);
                _packets.Write(packet.Payload.Span);
            }
        }
    }

    private async Task ListenAsync(string path)
    {
        using var reader = new AudioReader(_track);
        using var file = new WavWriter(File.Create(path), sampleRate: AudioClock);
        try
        {
            await foreach (AudioFrame frame in reader.ReadAllAsync(_end.Token))
            {
                file.Write(frame.Samples.Span);
            }
        }
        catch (OperationCanceledException)
        {
            // The track or the program has ended.
        }
    }
}
