using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Session;

namespace Tureen.Rooms.Page.Views;

/// <summary>Whether the page is connected with its server.</summary>
/// <param name="notice">Where losses and returns are shown.</param>
internal sealed class StateView(NoticeView notice)
{
    private readonly Element _state = Document.ById("room-state");
    private bool _wasLost;
    private bool _isWaiting;

    public void HandleState(RoomState state)
    {
        _state.SetAttribute("data-state", state switch
        {
            RoomState.Connected => "connected",
            RoomState.Reconnecting => "reconnecting",
            _ => "connecting",
        });
        _state.Text = state switch
        {
            RoomState.Connected => "Connected",
            RoomState.Reconnecting => "Reconnecting …",
            RoomState.Waiting => "In the lobby",
            _ => "Connecting …",
        };
        if (state == RoomState.Waiting)
        {
            _isWaiting = true;
            notice.Keep("You are in the lobby: a host will let you in. Please wait.");
        }
        else if (state == RoomState.Connected)
        {
            if (_isWaiting)
            {
                notice.ShowBriefly("A host let you in.");
            }
            else if (_wasLost)
            {
                notice.ShowBriefly("Connected again.");
            }

            _wasLost = false;
            _isWaiting = false;
        }
        else if (state == RoomState.Reconnecting && !_wasLost)
        {
            _wasLost = true;
            notice.Keep("The connection was lost. Trying to get back …", isProblem: true);
        }
    }

    public void HandleSilence(bool isSilent)
    {
        _state.SetAttribute("data-state", isSilent ? "reconnecting" : "connected");
        _state.Text = isSilent ? "Connection lost …" : "Connected";
        if (isSilent)
        {
            notice.Keep("The connection is lost: the server does not answer. Waiting for it …", isProblem: true);
        }
        else
        {
            notice.ShowBriefly("Connected again.");
        }
    }

    /// <summary>The user has left the room.</summary>
    public void Clear()
    {
        _wasLost = false;
        _isWaiting = false;
    }
}
