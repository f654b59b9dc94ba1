using Tureen.Client.Browser;
using Tureen.Client.Browser.Media;
using Tureen.Ortc;

namespace Tureen.Rooms.Page.Devices;

/// <summary>The user's own microphone, camera and screen.</summary>
internal sealed class LocalMedia
{
    private const int Width = 1280;
    private const int Height = 720;

    /// <summary>A device is gone: it was pulled out, or the user stopped sharing. Names it as texts do, such as <c>camera</c>.</summary>
    public event Action<string>? OnEnded;

    public BrowserTrack? Microphone { get; private set; }

    public BrowserTrack? Camera { get; private set; }

    public BrowserTrack? Screen { get; private set; }

    /// <summary>The chosen one; null for any.</summary>
    public string? MicrophoneId { get; set; }

    public string? CameraId { get; set; }

    /// <summary>Whether noise is taken out of the microphone's sound.</summary>
    public bool SuppressesNoise { get; set; } = true;

    /// <summary>Whether what the loudspeaker plays is taken out of the microphone's sound.</summary>
    public bool CancelsEcho { get; set; } = true;

    /// <summary>Opens what is wanted, or as much of it as there is.</summary>
    /// <returns>The problem, as text for the user; null when there is none.</returns>
    public async Task<string?> OpenAsync(bool wantsMicrophone, bool wantsCamera)
    {
        if (wantsMicrophone && wantsCamera)
        {
            // The browser asks once for both. If that fails, asking for each alone shows which one failed.
            if (await TryOpenAsync(wantsMicrophone: true, wantsCamera: true) is null)
            {
                return null;
            }

            MediaDeviceFailure? microphone = await TryOpenAsync(wantsMicrophone: true, wantsCamera: false);
            MediaDeviceFailure? camera = await TryOpenAsync(wantsMicrophone: false, wantsCamera: true);
            if (microphone is not null && microphone == camera)
            {
                return DeviceProblem.Of(microphone.Value, "both");
            }

            return TextOf(camera, "camera") ?? TextOf(microphone, "microphone");
        }

        return TextOf(await TryOpenAsync(wantsMicrophone, wantsCamera), wantsCamera ? "camera" : "microphone");
    }

    /// <returns>Whether the user chose a screen.</returns>
    public async Task<bool> OpenScreenAsync()
    {
        try
        {
            IReadOnlyList<BrowserTrack> tracks = await BrowserMedia.GetDisplayMediaAsync();
            Close(Screen);
            Screen = Watch(tracks.FirstOrDefault(track => track.Kind == MediaKind.Video));
            return Screen is not null;
        }
        catch (MediaDeviceException)
        {
            return false;
        }
    }

    public void Close(BrowserTrack? track)
    {
        track?.Stop();
        Microphone = ReferenceEquals(Microphone, track) ? null : Microphone;
        Camera = ReferenceEquals(Camera, track) ? null : Camera;
        Screen = ReferenceEquals(Screen, track) ? null : Screen;
    }

    public void CloseAll()
    {
        Close(Microphone);
        Close(Camera);
        Close(Screen);
    }

    private async Task<MediaDeviceFailure?> TryOpenAsync(bool wantsMicrophone, bool wantsCamera)
    {
        try
        {
            IReadOnlyList<BrowserTrack> tracks = await BrowserMedia.GetUserMediaAsync(new MediaConstraints
            {
                Audio = wantsMicrophone ? new AudioConstraints { DeviceId = Chosen(MicrophoneId), EchoCancellation = CancelsEcho, NoiseSuppression = SuppressesNoise, AutoGainControl = true } : null,
                Video = wantsCamera ? new VideoConstraints { DeviceId = Chosen(CameraId), Width = Width, Height = Height } : null,
            });
            foreach (BrowserTrack track in tracks)
            {
                if (track.Kind == MediaKind.Audio)
                {
                    Microphone?.Stop();
                    Microphone = Watch(track);
                }
                else
                {
                    Camera?.Stop();
                    Camera = Watch(track);
                }
            }

            return null;
        }
        catch (MediaDeviceException error)
        {
            return error.Failure;
        }
    }

    private static string? TextOf(MediaDeviceFailure? failure, string device) => failure is null ? null : DeviceProblem.Of(failure.Value, device);

    private static string? Chosen(string? id) => string.IsNullOrEmpty(id) ? null : id;

    private BrowserTrack? Watch(BrowserTrack? track)
    {
        if (track is not null)
        {
            track.OnEnded += () =>
            {
                string device = ReferenceEquals(track, Screen) ? "screen" : track.Kind == MediaKind.Audio ? "microphone" : "camera";
                Close(track);
                OnEnded?.Invoke(device);
            };
        }

        return track;
    }
}
