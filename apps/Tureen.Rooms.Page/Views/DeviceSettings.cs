using Tureen.Client.Browser.Media;
using Tureen.Rooms.Page.Devices;
using Tureen.Rooms.Page.Dom;

namespace Tureen.Rooms.Page.Views;

/// <summary>The devices, chosen and seen in the call.</summary>
internal sealed class DeviceSettings
{
    private const string BlurOn = """{"backgroundBlur":true}""";
    private const string BlurOff = """{"backgroundBlur":false}""";

    private readonly LocalMedia _media;
    private readonly Func<bool, Task> _reopen;
    private readonly Func<bool> _isShown;
    private readonly DeviceList _cameras = new("set-camera", MediaDeviceKind.VideoInput, "join.camera");
    private readonly DeviceList _microphones = new("set-microphone", MediaDeviceKind.AudioInput, "join.microphone");
    private readonly DeviceList _speakers = new("set-speaker", MediaDeviceKind.AudioOutput, "set.speaker");
    private readonly Element _video = Document.ById("set-preview");
    private readonly LevelBar _level = new("set-level");
    private readonly Element _blur = Document.ById("set-blur");
    private string _speakerId = string.Empty;

    /// <param name="media">The devices.</param>
    /// <param name="reopen">Opens the camera, or the microphone, again.</param>
    /// <param name="isShown">Whether people see this.</param>
    public DeviceSettings(LocalMedia media, Func<bool, Task> reopen, Func<bool> isShown)
    {
        _media = media;
        _reopen = reopen;
        _isShown = isShown;
        _cameras.OnChosen(id => _ = ChooseAsync(isCamera: true, () => media.CameraId = id));
        _microphones.OnChosen(id => _ = ChooseAsync(isCamera: false, () => media.MicrophoneId = id));
        _speakers.OnChosen(id => _ = ChooseSpeakerAsync(id));
        Element noise = Document.ById("set-noise");
        Element echo = Document.ById("set-echo");
        noise.OnChange(() => _ = ChooseAsync(isCamera: false, () => media.SuppressesNoise = noise.IsChecked));
        echo.OnChange(() => _ = ChooseAsync(isCamera: false, () => media.CancelsEcho = echo.IsChecked));
        _blur.OnChange(() => _ = ApplyBlurAsync());
        Document.ById("set-speaker-row").IsHidden = !Screen.CanChooseSink();
        BrowserMedia.DevicesChanged += () => _ = ShowAsync();
    }

    /// <summary>Shows the devices as they are now.</summary>
    public async Task ShowAsync()
    {
        if (!_isShown())
        {
            _level.Watch(null);
            BrowserMedia.Attach(_video.Node);
            return;
        }

        bool canBlur = _media.Camera is { } camera && Screen.CanBlur(camera.Object);
        Document.ById("set-blur-row").IsHidden = !canBlur;
        BrowserMedia.Attach(_video.Node, _media.Camera is null ? [] : [_media.Camera]);
        _video.IsHidden = _media.Camera is null;
        _level.Watch(_media.Microphone);
        try
        {
            IReadOnlyList<MediaDevice> devices = await BrowserMedia.EnumerateDevicesAsync();
            _cameras.Show(devices, _media.CameraId);
            _microphones.Show(devices, _media.MicrophoneId);
            _speakers.Show(devices, _speakerId);
        }
        catch (MediaDeviceException)
        {
            // A browser that reports no devices opens none.
        }
    }

    /// <summary>A new element plays sound: it uses the chosen loudspeaker, too.</summary>
    public Task ApplySpeakerAsync() => _speakerId.Length > 0 ? ChooseSpeakerAsync(_speakerId) : Task.CompletedTask;

    private async Task ChooseAsync(bool isCamera, Action choose)
    {
        choose();
        await _reopen(isCamera);
        await (isCamera && _blur.IsChecked ? ApplyBlurAsync() : Task.CompletedTask);
        await ShowAsync();
    }

    private async Task ChooseSpeakerAsync(string id)
    {
        _speakerId = id;
        try
        {
            await Screen.SetSinkAsync(id);
        }
        catch (Exception error)
        {
            // It was pulled out: the browser plays by another one.
            Console.Error.WriteLine($"The loudspeaker does not play: {error.Message}");
        }
    }

    private async Task ApplyBlurAsync()
    {
        try
        {
            await (_media.Camera?.ApplyConstraintsAsync(_blur.IsChecked ? BlurOn : BlurOff) ?? Task.CompletedTask);
        }
        catch (MediaDeviceException error)
        {
            Console.Error.WriteLine($"The background is not blurred: {error.Message}");
        }
    }
}
