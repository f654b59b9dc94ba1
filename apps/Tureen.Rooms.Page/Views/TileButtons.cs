using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Layouts;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Views;

/// <summary>The buttons on a tile.</summary>
internal sealed class TileButtons
{
    private readonly Dictionary<TileAction, Element> _buttons = [];
    private readonly TileKind _kind;

    public TileButtons(Element tile, TileKind kind)
    {
        _kind = kind;
        foreach ((TileAction action, string selector) in new[]
        {
            (TileAction.Pin, ".pin"), (TileAction.Spotlight, ".spotlight"), (TileAction.Mute, ".mute"), (TileAction.Move, ".move"),
        })
        {
            Element button = tile.Find(selector);
            _buttons.Add(action, button);
            button.OnClick(() => Pressed?.Invoke(action));
        }
    }

    /// <summary>A button was pressed.</summary>
    public event Action<TileAction>? Pressed;

    /// <summary>Shows those that make sense.</summary>
    /// <param name="name">Whose tile it is.</param>
    /// <param name="isHost">Whether the user may moderate.</param>
    /// <param name="isPinned">Whether the user pinned the tile.</param>
    /// <param name="isSpotlit">Whether a host shows it to everybody.</param>
    /// <param name="canMute">Whether the participant can be heard.</param>
    /// <param name="role">How it is shown.</param>
    public void Show(string name, bool isHost, bool isPinned, bool isSpotlit, bool canMute, TileRole role)
    {
        bool isPerson = _kind == TileKind.Person;
        Show(TileAction.Pin, _kind != TileKind.OwnScreen && role != TileRole.Floating, isPinned, Language.Text(isPinned ? "tile.unpin" : "tile.pin", name));
        Show(TileAction.Spotlight, isHost && isPerson, isSpotlit, Language.Text(isSpotlit ? "tile.unspotlight" : "tile.spotlight", name));
        Show(TileAction.Mute, isHost && isPerson && canMute, null, Language.Text("tile.mute", name));
        Show(TileAction.Move, _kind == TileKind.Own && role == TileRole.Floating, null, Language.Text("tile.move"));
    }

    private void Show(TileAction action, bool isShown, bool? isOn, string label)
    {
        Element button = _buttons[action];
        button.IsHidden = !isShown;
        button.SetAttribute("aria-label", label);
        button.SetAttribute("title", label);
        if (isOn is bool on)
        {
            button.SetAttribute("data-on", on ? "yes" : null);
        }
    }
}
