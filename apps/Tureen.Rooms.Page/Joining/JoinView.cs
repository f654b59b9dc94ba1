using Tureen.Client.Browser;
using Tureen.Client.Browser.Encryption;
using Tureen.Client.Browser.Media;
using Tureen.Rooms.Page.Devices;
using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Joining;

/// <summary>The card before the room: name, devices, and a preview of picture and sound.</summary>
internal sealed class JoinView
{
    private const string NameKey = "tureen.name";

    private readonly LocalMedia _media;
    private readonly Element _name = Document.ById("join-name");
    private readonly Element _room = Document.ById("join-room");
    private readonly JoinProblem _problem = new();
    private readonly EncryptionChoice _encryption;
    private readonly Element _note = Document.ById("preview-note");
    private readonly Element _video = Document.ById("preview-video");
    private readonly LevelBar _level = new("preview-level");
    private readonly Element _microphone = Document.ById("preview-mic");
    private readonly Element _camera = Document.ById("preview-camera");
    private readonly DeviceList _cameras = new("join-camera", MediaDeviceKind.VideoInput, "join.camera");
    private readonly DeviceList _microphones = new("join-microphone", MediaDeviceKind.AudioInput, "join.microphone");
    private TaskCompletionSource<JoinWish>? _wish;
    private Task _work = Task.CompletedTask;
    private bool _isBusy;

    public JoinView(LocalMedia media)
    {
        _media = media;
        _encryption = new EncryptionChoice(_problem);
        Document.ById("join-form").OnSubmit(Submit);
        _microphone.OnClick(() => Start(() => SwitchAsync(isCamera: false)));
        _camera.OnClick(() => Start(() => SwitchAsync(isCamera: true)));
        _cameras.OnChosen(id => Start(() => ChooseAsync(isCamera: true, id)));
        _microphones.OnChosen(id => Start(() => ChooseAsync(isCamera: false, id)));
        Language.Changed += ShowNote;
        BrowserMedia.DevicesChanged += () => _ = ListDevicesAsync();
    }

    /// <summary>Shows the card until the user wants to get in.</summary>
    public async Task<JoinWish> AskAsync()
    {
        _wish = new TaskCompletionSource<JoinWish>();
        _name.Value = Document.Stored(NameKey) ?? "";
        _room.Value = RoomLink.RoomOf(Document.Address) ?? RoomLink.NewId();
        _encryption.Show();
        Document.SetTitle(Language.Text("title"));
        Document.Show("join");
        _name.Focus();
        Start(() => OpenAsync(wantsMicrophone: true, wantsCamera: true));
        JoinWish wish = await _wish.Task;

        // Devices that open after the user is in the room would be sent, and shown as off.
        if (_isBusy)
        {
            _note.Text = Language.Text("join.waiting");
            await Task.WhenAny(_work);
        }

        _level.Watch(null);
        BrowserMedia.Attach(_video.Node);
        return wish;
    }

    private void Submit()
    {
        string name = _name.Value.Trim();
        string room = _room.Value.Trim();
        if (name.Length == 0 || room.Length == 0)
        {
            // The browser itself accepts blanks.
            Element missing = name.Length == 0 ? _name : _room;
            _problem.ShowForm(Language.Text(name.Length == 0 ? "join.noName" : "join.noRoom"));
            missing.Focus();
        }
        else if (_encryption.TryGetKey(out FrameKey? key))
        {
            _problem.Clear();
            Document.Store(NameKey, name);
            Document.Address = RoomLink.For(Document.Address, room, key?.ToString() ?? "");
            _wish?.TrySetResult(new JoinWish(name, room) { Key = key });
        }
    }

    /// <summary>One operation at a time, because a browser asks one question at a time.</summary>
    private void Start(Func<Task> work)
    {
        if (!_isBusy)
        {
            _work = RunAsync(work);
        }
    }

    private async Task RunAsync(Func<Task> work)
    {
        _isBusy = true;
        try
        {
            await work();
        }
        finally
        {
            _isBusy = false;
        }

        await ListDevicesAsync();
    }

    private async Task OpenAsync(bool wantsMicrophone, bool wantsCamera)
    {
        _note.Text = Language.Text("join.opening");
        string? problem = await _media.OpenAsync(wantsMicrophone, wantsCamera);
        _problem.ShowDevices(problem);
        Show();
    }

    private async Task SwitchAsync(bool isCamera)
    {
        BrowserTrack? track = isCamera ? _media.Camera : _media.Microphone;
        if (track is null)
        {
            await OpenAsync(!isCamera, isCamera);
            return;
        }

        _media.Close(track);
        Show();
    }

    private async Task ChooseAsync(bool isCamera, string id)
    {
        if (isCamera)
        {
            _media.CameraId = id;
            _media.Close(_media.Camera);
        }
        else
        {
            _media.MicrophoneId = id;
            _media.Close(_media.Microphone);
        }

        await OpenAsync(!isCamera, isCamera);
    }

    private void Show()
    {
        _microphone.IsPressed = _media.Microphone is not null;
        _camera.IsPressed = _media.Camera is not null;
        ShowNote();
        BrowserMedia.Attach(_video.Node, _media.Camera is null ? [] : [_media.Camera]);
        _level.Watch(_media.Microphone);
    }

    private void ShowNote() => _note.Text = _media.Camera is null ? Language.Text("join.cameraOff") : "";

    private async Task ListDevicesAsync()
    {
        try
        {
            IReadOnlyList<MediaDevice> devices = await BrowserMedia.EnumerateDevicesAsync();
            _cameras.Show(devices, _media.CameraId);
            _microphones.Show(devices, _media.MicrophoneId);
        }
        catch (MediaDeviceException)
        {
            // The view already shows why this browser opens no devices.
        }
    }
}
