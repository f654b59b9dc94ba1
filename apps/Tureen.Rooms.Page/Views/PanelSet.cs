using Tureen.Rooms.Page.Dom;

namespace Tureen.Rooms.Page.Views;

/// <summary>The panels beside the tiles, of which one is open at most.</summary>
internal sealed class PanelSet
{
    private readonly Panel[] _panels;

    /// <param name="panels">All of them.</param>
    public PanelSet(params Panel[] panels)
    {
        _panels = panels;
        foreach (Panel panel in panels)
        {
            panel.OnClose(() => Close());
        }
    }

    /// <summary>Opens a panel instead of another one, or closes it.</summary>
    public void Switch(Panel panel)
    {
        bool isOpening = !panel.IsOpen;
        if (!isOpening)
        {
            Close();
            return;
        }

        foreach (Panel other in _panels)
        {
            other.IsOpen = ReferenceEquals(other, panel);
        }
    }

    /// <summary>Closes the open one; the focus goes back to the button that opens it.</summary>
    /// <returns>Whether one was open.</returns>
    public bool Close()
    {
        if (_panels.FirstOrDefault(static panel => panel.IsOpen) is not { } open)
        {
            return false;
        }

        // A phone has no room for all buttons.
        open.IsOpen = false;
        (open.Toggle.IsShown ? open.Toggle : Document.ById("toggle-settings")).Focus();
        return true;
    }

    /// <summary>The user has left the room.</summary>
    public void CloseAll()
    {
        foreach (Panel panel in _panels)
        {
            panel.IsOpen = false;
        }
    }
}
