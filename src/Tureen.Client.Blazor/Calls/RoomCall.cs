using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Tureen.Client.Browser;
using Tureen.Client.Browser.Media;
using Tureen.Client.Protoo;
using Tureen.Client.Rooms;
using Tureen.Ortc;

namespace Tureen.Client.Blazor.Calls;

/// <summary>The user's part in a call. All of it runs on the one thread of a page.</summary>
/// <param name="changed">Called when something is to be shown.</param>
/// <param name="left">Called when the user, who was in the room, is not any more.</param>
[SupportedOSPlatform("browser")]
internal sealed class RoomCall(Action changed, Action left) : IDisposable
{
    /// <summary>What the server knows the microphone and the camera by.</summary>
    private const string AudioSource = "audio";
    private const string VideoSource = "video";

    private readonly Dictionary<string, CallMember> _others = new(StringComparer.Ordinal);
    private RoomClient? _room;
    private Producer? _audio;
    private Producer? _video;

    public OwnMedia Own { get; } = new();

    public IReadOnlyCollection<CallMember> Others => _others.Values;

    public string Name { get; private set; } = "";

    public bool IsJoined { get; private set; }

    public bool IsMuted { get; private set; } = true;

    /// <summary>What went wrong, as a text for the user.</summary>
    public string? Problem { get; private set; }

    public async Task JoinAsync(Uri server, JoinRequest request, string token)
    {
        Name = request.DisplayName;
        try
        {
            RoomClient room = new(new RoomClientOptions
            {
                Server = server,
                RoomId = request.Room,
                DisplayName = request.DisplayName,
                Token = token,
                HandlerFactory = BrowserPlatform.Current.CreateFactory(),
            });
            _room = room;
            Watch(room);
            await room.JoinAsync();
            IsJoined = true;
            Own.OnEnded += HandleEnded;
        }
        catch (Exception error) when (error is ProtooException or MediasoupException)
        {
            Problem = $"The room cannot be joined: {error.Message}";
            Dispose();
            return;
        }

        // A user without devices can still see and hear.
        await Task.WhenAll(request.Audio ? SetMutedAsync(isMuted: false) : Task.CompletedTask, request.Video ? SetCameraAsync(isOn: true) : Task.CompletedTask);
    }

    public Task SetMutedAsync(bool isMuted) => TryAsync("microphone", async () =>
    {
        if (!isMuted && Own.Microphone is null)
        {
            await Own.OpenMicrophoneAsync();
            await SendMicrophoneAsync();
        }

        if (_audio is { Closed: false } && _audio.Paused != isMuted)
        {
            SetPaused(_audio, isMuted);
        }

        IsMuted = isMuted;
    });

    public Task SetCameraAsync(bool isOn) => TryAsync("camera", async () =>
    {
        if (isOn)
        {
            await Own.OpenCameraAsync();
            await SendCameraAsync();
        }
        else
        {
            Own.Close(Own.Camera);
            CloseVideo();
        }
    });

    public Task ChooseMicrophoneAsync(string? id) => TryAsync("microphone", async () =>
    {
        Own.MicrophoneId = id;
        if (Own.Microphone is not null)
        {
            await Own.OpenMicrophoneAsync();
            await SendMicrophoneAsync();
        }
    });

    public Task ChooseCameraAsync(string? id) => TryAsync("camera", async () =>
    {
        Own.CameraId = id;
        if (Own.Camera is not null)
        {
            await Own.OpenCameraAsync();
            await SendCameraAsync();
        }
    });

    public void Leave() => _room?.Dispose();

    public void Dispose()
    {
        Own.OnEnded -= HandleEnded;
        Own.Dispose();
        _room?.Dispose();
    }

    private void Watch(RoomClient room)
    {
        room.OnPeer += peer => Change(() => Member(peer.Id).Name = peer.DisplayName);
        room.OnPeerGone += id => Change(() => _others.Remove(id));
        room.OnMedia += media => Change(() => Member(media.PeerId).Add(media));
        room.OnMediaGone += media => Change(() => _others.GetValueOrDefault(media.PeerId)?.Remove(media));
        room.OnNotification += HandleNotification;
        room.OnClose += HandleClose;
    }

    private CallMember Member(string id) => _others.TryGetValue(id, out CallMember? member) ? member : _others[id] = new CallMember(id, "");

    private void HandleNotification(string method, JsonNode data)
    {
        string id = data["consumerId"] is JsonValue value && value.TryGetValue(out string? text) ? text : "";
        if (method is "consumerPaused" or "consumerResumed" && _others.Values.FirstOrDefault(member => member.Has(id)) is { } owner)
        {
            Change(() => _ = method is "consumerPaused" ? owner.MutedIds.Add(id) : owner.MutedIds.Remove(id));
        }
    }

    private void HandleClose()
    {
        bool wasJoined = IsJoined;
        IsJoined = false;
        Own.OnEnded -= HandleEnded;
        Own.Dispose();
        Change(_others.Clear);
        if (wasJoined)
        {
            left();
        }
    }

    /// <summary>A device was pulled out.</summary>
    private void HandleEnded(BrowserTrack track) => Change(() =>
    {
        Own.Close(track);
        if (track.Kind == MediaKind.Video)
        {
            CloseVideo();
        }
        else if (_audio is not null)
        {
            IsMuted = true;
            SetPaused(_audio, isPaused: true);
        }
    });

    private async Task SendMicrophoneAsync()
    {
        if (_audio is { Closed: false })
        {
            await _audio.ReplaceTrackAsync(Own.Microphone);
            return;
        }

        _audio = await _room!.ProduceAsync(new ProducerOptions
        {
            Track = Own.Microphone,
            StopTracks = false,
            CodecOptions = new ProducerCodecOptions { OpusFec = true, OpusDtx = true, OpusNack = true },
            AppData = new(StringComparer.Ordinal) { ["source"] = AudioSource },
        });
    }

    private async Task SendCameraAsync()
    {
        if (_video is { Closed: false })
        {
            await _video.ReplaceTrackAsync(Own.Camera);
            return;
        }

        _video = await _room!.ProduceAsync(new ProducerOptions
        {
            Track = Own.Camera,
            StopTracks = false,
            Encodings = CameraEncodings.For(Own.Camera!.SettingsJson),
            CodecOptions = new ProducerCodecOptions { VideoGoogleStartBitrate = 1000 },
            AppData = new(StringComparer.Ordinal) { ["source"] = VideoSource },
        });
    }

    private void CloseVideo()
    {
        if (_video is not null)
        {
            _room!.CloseProducer(_video);
            _video = null;
        }
    }

    private void SetPaused(Producer producer, bool isPaused)
    {
        if (isPaused)
        {
            _room!.PauseProducer(producer);
        }
        else
        {
            _room!.ResumeProducer(producer);
        }
    }

    private async Task TryAsync(string device, Func<Task> change)
    {
        Problem = null;
        try
        {
            await change();
        }
        catch (Exception error) when (error is MediaDeviceException or MediasoupException or ProtooException)
        {
            Problem = $"The {device} cannot be used: {error.Message}";
        }

        changed();
    }

    private void Change(Action change)
    {
        change();
        changed();
    }
}
