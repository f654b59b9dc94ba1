using Tureen.Client;
using Tureen.Client.Browser;
using Tureen.Ortc;
using Tureen.Rooms.Page.Devices;

namespace Tureen.Rooms.Page.Session;

/// <content>What the user shows, says and writes.</content>
internal sealed partial class RoomSession
{
    private readonly Dictionary<string, Producer> _sent = new(StringComparer.Ordinal);
    private DataProducer? _chat;
    private Task _sending = Task.CompletedTask;
    private bool _isMuted;

    public IReadOnlyDictionary<string, Producer> Sent => _sent;

    public bool IsMuted
    {
        get => _isMuted;
        set
        {
            _isMuted = value;
            if (_sent.GetValueOrDefault(MediaSource.Microphone) is { } producer)
            {
                SetPaused(producer, value);
            }
        }
    }

    /// <summary>Sends what is open and no longer what is not; one time after the other.</summary>
    public Task SendAllAsync() => _sending = SendAllAfterAsync(_sending);

    private async Task SendAllAfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await SendAsync(MediaSource.Microphone, local.Microphone);
        await SendAsync(MediaSource.Camera, local.Camera);
        await SendAsync(MediaSource.Screen, local.Screen);
        await OpenChatAsync();
    }

    /// <returns>Whether the others can get it.</returns>
    public bool Write(string text)
    {
        if (_chat is not { ReadyState: DataChannelState.Open } chat)
        {
            return false;
        }

        chat.Send(text);
        return true;
    }

    private async Task SendAsync(string source, BrowserTrack? track)
    {
        if (SendTransport is not { Closed: false } transport)
        {
            return;
        }

        Producer? producer = _sent.GetValueOrDefault(source);
        if (track is null)
        {
            if (producer is not null)
            {
                _sent.Remove(source);
                producer.Close();
                _protoo?.Notify("closeProducer", new() { ["producerId"] = producer.Id });
            }
        }
        else if (producer is not null)
        {
            await producer.ReplaceTrackAsync(track);
        }
        else if (_device!.CanProduce(track.Kind))
        {
            producer = await transport.ProduceAsync(new ProducerOptions
            {
                Track = track,
                StopTracks = false,
                Encodings = string.Equals(source, MediaSource.Camera, StringComparison.Ordinal) ? CameraEncodings.For(track.SettingsJson) : null,
                CodecOptions = track.Kind == MediaKind.Audio
                    ? new ProducerCodecOptions { OpusFec = true, OpusDtx = true, OpusNack = true }
                    : new ProducerCodecOptions { VideoGoogleStartBitrate = 1000 },
                AppData = new() { ["source"] = source },
            });
            _sent[source] = producer;
            if (_isMuted && track.Kind == MediaKind.Audio)
            {
                SetPaused(producer, isPaused: true);
            }
        }
    }

    private async Task OpenChatAsync()
    {
        if (_chat is null && SendTransport is { Closed: false } transport)
        {
            _chat = await transport.ProduceDataAsync(new DataProducerOptions { Label = "chat" });
        }
    }

    private void SetPaused(Producer producer, bool isPaused)
    {
        if (isPaused)
        {
            producer.Pause();
        }
        else
        {
            producer.Resume();
        }

        _protoo?.Notify(isPaused ? "pauseProducer" : "resumeProducer", new() { ["producerId"] = producer.Id });
    }

    private void ForgetSent()
    {
        _sent.Clear();
        _chat = null;
    }
}
