using Tureen.Client.Browser.Media;

namespace Tureen.Rooms.Page.Views;

/// <content>The user's own devices.</content>
internal sealed partial class RoomScreen
{
    private TileView? _ownScreen;
    private bool _isSwitching;

    private async Task SwitchMicrophoneAsync()
    {
        if (_session is not { } session || _isSwitching)
        {
            return;
        }

        if (_media.Microphone is null)
        {
            session.IsMuted = false;
            await OpenAsync(wantsMicrophone: true, wantsCamera: false);
            return;
        }

        session.IsMuted = !session.IsMuted;
        ShowOwn();
    }

    private async Task SwitchCameraAsync()
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
        await ApplyMediaAsync();
    }

    private async Task SwitchScreenAsync()
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

        await ApplyMediaAsync();
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

        await ApplyMediaAsync();
    }

    /// <summary>Shows and sends what is open, and no longer what is not.</summary>
    private async Task ApplyMediaAsync()
    {
        if (_session is not { } session)
        {
            return;
        }

        ShowOwn();
        try
        {
            await session.SendAllAsync();
        }
        catch (Exception error)
        {
            _notice.ShowBriefly($"It cannot be sent: {error.Message}", isProblem: true);
        }
    }

    private void ShowOwn()
    {
        if (_own is null || _session is null)
        {
            return;
        }

        _toolbar.IsMicrophoneOn = _media.Microphone is not null && !_session.IsMuted;
        _toolbar.IsCameraOn = _media.Camera is not null;
        _toolbar.IsSharing = _media.Screen is not null;
        _own.Tile.HasSound = _media.Microphone is not null && !_session.IsMuted;
        _own.Tile.HasPicture = _media.Camera is not null;
        BrowserMedia.Attach(_own.Tile.Video.Node, _media.Camera is null ? [] : [_media.Camera]);
        if (_media.Screen is { } screen && _ownScreen is null)
        {
            _ownScreen = new TileView(_grid, "Your screen", isOwn: true, isScreen: true) { HasPicture = true };
            BrowserMedia.Attach(_ownScreen.Video.Node, screen);
            Arrange();
        }
        else if (_media.Screen is null && _ownScreen is not null)
        {
            _ownScreen.Remove();
            _ownScreen = null;
            Arrange();
        }
    }
}
