using System.Globalization;
using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Layouts;

namespace Tureen.Rooms.Page.Views;

/// <summary>What the user chose, which the browser keeps.</summary>
internal sealed class Preferences
{
    private const string ShortcutsKey = "tureen.shortcuts";
    private const string TalkKey = "tureen.pushToTalk";
    private const string PageKey = "tureen.pageSize";
    private const string ModeKey = "tureen.layout";
    private const string Off = "off";
    private const string On = "on";

    /// <summary>Whether single keys do what buttons do.</summary>
    public bool HasShortcuts
    {
        get => Document.Stored(ShortcutsKey) != Off;
        set => Document.Store(ShortcutsKey, value ? On : Off);
    }

    /// <summary>Whether the others hear the user only while the space bar is held down.</summary>
    public bool PushesToTalk
    {
        get => Document.Stored(TalkKey) == On;
        set => Document.Store(TalkKey, value ? On : Off);
    }

    /// <summary>Tiles on a page of the grid, at most.</summary>
    public int PageSize
    {
        get => int.TryParse(Document.Stored(PageKey), CultureInfo.InvariantCulture, out int size) ? Math.Clamp(size, 1, 49) : 9;
        set => Document.Store(PageKey, value.ToString(CultureInfo.InvariantCulture));
    }

    public StageMode Mode
    {
        get => Document.Stored(ModeKey) == nameof(StageMode.Speaker) ? StageMode.Speaker : StageMode.Grid;
        set => Document.Store(ModeKey, value.ToString());
    }
}
