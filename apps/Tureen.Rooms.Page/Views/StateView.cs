using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Session;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Views;

/// <summary>Whether the page is connected with its server.</summary>
/// <param name="notice">Where losses and returns are shown.</param>
internal sealed class StateView(NoticeView notice)
{
    private readonly Element _state = Document.ById("room-state");
    private RoomState _shown;
    private bool _isSilent;
    private bool _wasLost;
    private bool _isWaiting;

    /// <summary>Whether the user is in the room.</summary>
    public bool IsConnected => _shown == RoomState.Connected;

    public void HandleState(RoomState state)
    {
        _shown = state;
        _isSilent = false;
        Refresh();
        if (state == RoomState.Waiting)
        {
            _isWaiting = true;
            notice.Keep(Language.Text("state.lobbyNotice"));
        }
        else if (state == RoomState.Connected)
        {
            if (_isWaiting)
            {
                notice.ShowBriefly(Language.Text("state.admitted"));
            }
            else if (_wasLost)
            {
                notice.ShowBriefly(Language.Text("state.back"));
            }

            _wasLost = false;
            _isWaiting = false;
        }
        else if (state == RoomState.Reconnecting && !_wasLost)
        {
            _wasLost = true;
            notice.Keep(Language.Text("state.lostNotice"), isProblem: true);
        }
    }

    public void HandleSilence(bool isSilent)
    {
        _isSilent = isSilent;
        Refresh();
        if (isSilent)
        {
            notice.Keep(Language.Text("state.silentNotice"), isProblem: true);
        }
        else
        {
            notice.ShowBriefly(Language.Text("state.back"));
        }
    }

    /// <summary>Writes the state again, in another language.</summary>
    public void Refresh()
    {
        _state.SetAttribute("data-state", _shown switch
        {
            _ when _isSilent => "reconnecting",
            RoomState.Connected => "connected",
            RoomState.Reconnecting => "reconnecting",
            _ => "connecting",
        });
        _state.Text = Language.Text(_shown switch
        {
            _ when _isSilent => "state.silent",
            RoomState.Connected => "state.connected",
            RoomState.Reconnecting => "state.reconnecting",
            RoomState.Waiting => "state.lobby",
            _ => "state.connecting",
        });
    }

    /// <summary>The user has left the room.</summary>
    public void Clear()
    {
        _shown = RoomState.Connecting;
        _isSilent = false;
        _wasLost = false;
        _isWaiting = false;
    }
}
