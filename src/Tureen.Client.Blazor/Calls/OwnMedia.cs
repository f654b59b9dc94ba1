using System.Runtime.Versioning;
using Tureen.Client.Browser;
using Tureen.Client.Browser.Media;

namespace Tureen.Client.Blazor.Calls;

/// <summary>The user's microphone and camera.</summary>
[SupportedOSPlatform("browser")]
internal sealed class OwnMedia : IDisposable
{
    private const int Width = 1280;
    private const int Height = 720;

    /// <summary>A device is gone, for example pulled out.</summary>
    public event Action<BrowserTrack>? OnEnded;

    public BrowserTrack? Microphone { get; private set; }

    public BrowserTrack? Camera { get; private set; }

    /// <summary>The chosen one; null for any.</summary>
    public string? MicrophoneId { get; set; }

    public string? CameraId { get; set; }

    public IReadOnlyList<IMediaStreamTrack> Tracks => [.. new[] { Microphone, Camera }.OfType<IMediaStreamTrack>()];

    /// <exception cref="MediaDeviceException">The browser gave none.</exception>
    public async Task OpenMicrophoneAsync()
    {
        var wanted = new AudioConstraints { DeviceId = Chosen(MicrophoneId), EchoCancellation = true, NoiseSuppression = true, AutoGainControl = true };
        BrowserTrack opened = Watch((await BrowserMedia.GetUserMediaAsync(new MediaConstraints { Audio = wanted }))[0]);
        Close(Microphone);
        Microphone = opened;
    }

    /// <exception cref="MediaDeviceException">The browser gave none.</exception>
    public async Task OpenCameraAsync()
    {
        var wanted = new VideoConstraints { DeviceId = Chosen(CameraId), Width = Width, Height = Height };
        BrowserTrack opened = Watch((await BrowserMedia.GetUserMediaAsync(new MediaConstraints { Video = wanted }))[0]);
        Close(Camera);
        Camera = opened;
    }

    public void Close(BrowserTrack? track)
    {
        track?.Stop();
        Microphone = ReferenceEquals(Microphone, track) ? null : Microphone;
        Camera = ReferenceEquals(Camera, track) ? null : Camera;
    }

    public void Dispose()
    {
        Close(Microphone);
        Close(Camera);
    }

    private static string? Chosen(string? id) => string.IsNullOrEmpty(id) ? null : id;

    private BrowserTrack Watch(BrowserTrack track)
    {
        track.OnEnded += () => OnEnded?.Invoke(track);
        return track;
    }
}
