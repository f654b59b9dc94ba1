using Tureen.Client.Browser.Media;
using Tureen.Rooms.Page.Devices;
using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Session;

namespace Tureen.Rooms.Page.Views;

/// <summary>The user's own devices: what turns them on and off, and the tiles that show them.</summary>
internal sealed class OwnView
{
    private readonly Element _grid;
    private readonly LocalMedia _media;
    private readonly NoticeView _notice;
    private readonly ToolbarView _toolbar;
    private readonly Action _arrange;
    private RoomSession? _session;
    private TileView? _screen;
    private bool _isSwitching;

    /// <param name="grid">Where the tiles are.</param>
    /// <param name="media">The devices.</param>
    /// <param name="notice">Where problems are shown.</param>
    /// <param name="toolbar">The buttons that show which devices are on.</param>
    /// <param name="arrange">The number of tiles has changed.</param>
    public OwnView(Element grid, LocalMedia media, NoticeView notice, ToolbarView toolbar, Action arrange)
    {
        _grid = grid;
        _media = media;
        _notice = notice;
        _toolbar = toolbar;
        _arrange = arrange;
        _media.OnEnded += () => _ = ApplyAsync();
    }

    /// <summary>The user; null outside of a room.</summary>
    public Participant? User { get; private set; }

    public int TileCount => _screen is null ? 1 : 2;

    /// <summary>The user is in a room.</summary>
    public void Open(RoomSession session, string peerId, string name)
    {
        _session = session;
        User = new Participant(peerId, name, new TileView(_grid, name, isOwn: true, isScreen: false));
        Show();
    }

    /// <summary>The user has left the room.</summary>
    public void Close()
    {
        _session = null;
        User?.Tile.Remove();
        User = null;
        _screen?.Remove();
        _screen = null;
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

        session.Sent.IsMuted = !session.Sent.IsMuted;
        Show();
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
            _notice.ShowBriefly("Nothing is shared.");
        }

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
            _notice.ShowBriefly($"It cannot be sent: {error.Message}", isProblem: true);
        }
    }

    private void Show()
    {
        if (User is null || _session is null)
        {
            return;
        }

        bool isHeard = _media.Microphone is not null && !_session.Sent.IsMuted;
        _toolbar.IsMicrophoneOn = isHeard;
        _toolbar.IsCameraOn = _media.Camera is not null;
        _toolbar.IsSharing = _media.Screen is not null;
        User.Tile.HasSound = isHeard;
        User.Tile.HasPicture = _media.Camera is not null;
        BrowserMedia.Attach(User.Tile.Video.Node, _media.Camera is null ? [] : [_media.Camera]);
        if (_media.Screen is { } screen && _screen is null)
        {
            _screen = new TileView(_grid, "Your screen", isOwn: true, isScreen: true) { HasPicture = true };
            BrowserMedia.Attach(_screen.Video.Node, screen);
            _arrange();
        }
        else if (_media.Screen is null && _screen is not null)
        {
            _screen.Remove();
            _screen = null;
            _arrange();
        }
    }
}
