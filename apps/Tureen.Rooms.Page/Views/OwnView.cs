using Tureen.Client.Browser.Media;
using Tureen.Rooms.Page.Devices;
using Tureen.Rooms.Page.Layouts;
using Tureen.Rooms.Page.Session;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Views;

/// <summary>The user's own devices: what turns them on and off, and the tiles that show them.</summary>
internal sealed class OwnView
{
    private readonly StageView _stage;
    private readonly LocalMedia _media;
    private readonly NoticeView _notice;
    private readonly ToolbarView _toolbar;
    private RoomSession? _session;
    private TileView? _screen;
    private bool _isSwitching;

    /// <param name="stage">Where the tiles are.</param>
    /// <param name="media">The devices.</param>
    /// <param name="notice">Where problems are shown.</param>
    /// <param name="toolbar">The buttons that show which devices are on.</param>
    public OwnView(StageView stage, LocalMedia media, NoticeView notice, ToolbarView toolbar)
    {
        _stage = stage;
        _media = media;
        _notice = notice;
        _toolbar = toolbar;
        _media.OnEnded += device => _ = HandleEndedAsync(device);
    }

    /// <summary>A device was turned on or off.</summary>
    public event Action? Changed;

    /// <summary>The user; null outside of a room.</summary>
    public Participant? User { get; private set; }

    /// <summary>Whether the microphone is open, and nobody hears it.</summary>
    public bool IsMuted => _session is { Sent.IsMuted: true } && _media.Microphone is not null;

    /// <summary>The user is in a room.</summary>
    public TileView Open(RoomSession session)
    {
        _session = session;
        TileView tile = _stage.Add("own", TileKind.Own, NameOf(session.Name));
        tile.OnDrop(_stage.DropOwn);
        User = new Participant(session.PeerId, session.Name, tile);
        Show();
        return tile;
    }

    /// <summary>The user has left the room.</summary>
    public void Close()
    {
        _session = null;
        if (User is { } user)
        {
            _stage.Remove(user.Tile);
        }

        User = null;
        RemoveScreen();
    }

    /// <summary>The user has another name.</summary>
    public void Rename(string name)
    {
        if (User is { } user)
        {
            user.Name = name;
            user.Tile.Name = NameOf(name);
        }
    }

    public async Task SwitchMicrophoneAsync()
    {
        if (_session is not { } session || _isSwitching)
        {
            return;
        }

        if (_media.Microphone is null)
        {
            session.Sent.IsMuted = false;
            await OpenAsync(wantsMicrophone: true, wantsCamera: false);
            return;
        }

        SetMuted(!session.Sent.IsMuted);
    }

    /// <summary>Lets the others hear the open microphone, or no longer.</summary>
    public void SetMuted(bool isMuted)
    {
        if (_session is { } session && _media.Microphone is not null && session.Sent.IsMuted != isMuted)
        {
            session.Sent.IsMuted = isMuted;
            Show();
        }
    }

    public async Task SwitchCameraAsync()
    {
        if (_session is null || _isSwitching)
        {
            return;
        }

        if (_media.Camera is null)
        {
            await OpenAsync(wantsMicrophone: false, wantsCamera: true);
            return;
        }

        // The light of the camera goes out.
        _media.Close(_media.Camera);
        await ApplyAsync();
    }

    public async Task SwitchScreenAsync()
    {
        if (_session is null || _isSwitching)
        {
            return;
        }

        if (_media.Screen is not null)
        {
            _media.Close(_media.Screen);
        }
        else if (!await _media.OpenScreenAsync())
        {
            _notice.ShowBriefly(Language.Text("notice.nothingShared"));
        }

        await ApplyAsync();
    }

    /// <summary>Opens a device again, after another one or other settings were chosen, if it is on.</summary>
    public async Task ReopenAsync(bool isCamera)
    {
        if (_session is not null && !_isSwitching && (isCamera ? _media.Camera : _media.Microphone) is { } open)
        {
            _media.Close(open);
            await OpenAsync(!isCamera, isCamera);
        }
    }

    /// <summary>Says all of it again, in another language.</summary>
    public void Refresh()
    {
        if (User is { } user)
        {
            user.Tile.Name = NameOf(user.Name);
            Show();
        }
    }

    private static string NameOf(string name) => Language.Text("person.you", name);

    /// <summary>A device was pulled out: another one takes its place, if there is one.</summary>
    private async Task HandleEndedAsync(string device)
    {
        if (_session is null || _isSwitching)
        {
            return;
        }

        if (device == "screen")
        {
            await ApplyAsync();
            return;
        }

        bool isCamera = device == "camera";
        string lost = Language.Text(isCamera ? "notice.cameraGone" : "notice.microphoneGone");
        _media.MicrophoneId = isCamera ? _media.MicrophoneId : null;
        _media.CameraId = isCamera ? null : _media.CameraId;
        _notice.ShowBriefly(lost, isProblem: true);
        _isSwitching = true;
        string? problem;
        try
        {
            problem = await _media.OpenAsync(!isCamera, isCamera);
        }
        finally
        {
            _isSwitching = false;
        }

        string? other = (isCamera ? _media.Camera : _media.Microphone)?.Label;
        _notice.ShowBriefly(problem is null && other is not null ? Language.Text("notice.fallback", lost, other) : lost, isProblem: true);
        await ApplyAsync();
    }

    private async Task OpenAsync(bool wantsMicrophone, bool wantsCamera)
    {
        _isSwitching = true;
        try
        {
            if (await _media.OpenAsync(wantsMicrophone, wantsCamera) is { } problem)
            {
                _notice.ShowBriefly(problem, isProblem: true);
            }
        }
        finally
        {
            _isSwitching = false;
        }

        await ApplyAsync();
    }

    /// <summary>Shows and sends what is open, and no longer what is not.</summary>
    private async Task ApplyAsync()
    {
        if (_session is not { } session)
        {
            return;
        }

        Show();
        try
        {
            await session.SendAllAsync();
        }
        catch (Exception error)
        {
            _notice.ShowBriefly(Language.Text("problem.cannotSend", error.Message), isProblem: true);
        }
    }

    private void Show()
    {
        if (User is null || _session is null)
        {
            return;
        }

        bool isHeard = _media.Microphone is not null && !_session.Sent.IsMuted;
        _toolbar.ShowDevices(isHeard, _media.Camera is not null, _media.Screen is not null);
        User.Tile.States.SetSound(isHeard);
        User.Tile.States.SetPicture(_media.Camera is not null);
        BrowserMedia.Attach(User.Tile.Video.Node, _media.Camera is null ? [] : [_media.Camera]);
        if (_media.Screen is { } screen && _screen is null)
        {
            _screen = _stage.Add("own screen", TileKind.OwnScreen, Language.Text("tile.ownScreen"));
            _screen.States.SetPicture(true);
            BrowserMedia.Attach(_screen.Video.Node, screen);
        }
        else if (_media.Screen is null)
        {
            RemoveScreen();
        }

        Changed?.Invoke();
    }

    private void RemoveScreen()
    {
        if (_screen is { } screen)
        {
            _screen = null;
            _stage.Remove(screen);
        }
    }
}
