using Tureen.Client;
using Tureen.Client.Browser;
using Tureen.Client.Browser.Encryption;
using Tureen.Client.Browser.Media;
using Tureen.Ortc;
using Tureen.Rooms.Page.Devices;

namespace Tureen.Rooms.Page.Session;

/// <summary>What the user shows and says.</summary>
internal sealed class SentMedia(RoomConnection connection, LocalMedia local, FrameEncryption? encryption)
{
    private readonly Dictionary<string, Producer> _producers = new(StringComparer.Ordinal);
    private bool _isMuted;

    /// <summary>What is sent, by its <see cref="MediaSource"/>.</summary>
    public IReadOnlyDictionary<string, Producer> Producers => _producers;

    public bool IsMuted
    {
        get => _isMuted;
        set
        {
            _isMuted = value;
            if (_producers.GetValueOrDefault(MediaSource.Microphone) is { } producer)
            {
                SetPaused(producer, value);
            }
        }
    }

    /// <summary>Sends the open devices and stops the others.</summary>
    public async Task SendAllAsync()
    {
        await SendAsync(MediaSource.Microphone, local.Microphone);
        await SendAsync(MediaSource.Camera, local.Camera);
        await SendAsync(MediaSource.Screen, local.Screen);
    }

    /// <summary>The connection is gone, and what was sent with it.</summary>
    public void Clear() => _producers.Clear();

    private async Task SendAsync(string source, BrowserTrack? track)
    {
        if (connection.Send is not { Closed: false } transport)
        {
            return;
        }

        Producer? producer = _producers.GetValueOrDefault(source);
        if (track is null)
        {
            if (producer is not null)
            {
                _producers.Remove(source);
                producer.Close();
                connection.Notify("closeProducer", new() { ["producerId"] = producer.Id });
            }
        }
        else if (producer is not null)
        {
            await producer.ReplaceTrackAsync(track);
        }
        else if (connection.Device!.CanProduce(track.Kind))
        {
            producer = await transport.ProduceAsync(OptionsOf(source, track));
            _producers[source] = producer;
            if (_isMuted && track.Kind == MediaKind.Audio)
            {
                SetPaused(producer, isPaused: true);
            }
        }
    }

    private ProducerOptions OptionsOf(string source, BrowserTrack track) => new()
    {
        Track = track,
        StopTracks = false,
        Encodings = string.Equals(source, MediaSource.Camera, StringComparison.Ordinal) ? CameraEncodings.For(track.SettingsJson) : null,
        CodecOptions = track.Kind == MediaKind.Audio
            ? new ProducerCodecOptions { OpusFec = true, OpusDtx = true, OpusNack = true }
            : new ProducerCodecOptions { VideoGoogleStartBitrate = 1000 },
        // Whatever is encrypted must still be forwarded: VP8, which every browser has.
        Codec = encryption is null || track.Kind == MediaKind.Audio ? null : CodecOf("video/VP8"),
        OnRtpSender = encryption is null ? null : encryption.Protect,
        AppData = new() { ["source"] = source },
    };

    private RtpCodecCapability? CodecOf(string mimeType) =>
        connection.Device!.SendRtpCapabilities.Codecs?.FirstOrDefault(codec => string.Equals(codec.MimeType, mimeType, StringComparison.OrdinalIgnoreCase));

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

        connection.Notify(isPaused ? "pauseProducer" : "resumeProducer", new() { ["producerId"] = producer.Id });
    }
}
