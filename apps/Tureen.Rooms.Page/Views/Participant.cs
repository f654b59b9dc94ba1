using Tureen.Rooms.Page.Session;

namespace Tureen.Rooms.Page.Views;

/// <summary>A participant of the room, and the tiles that show them.</summary>
internal sealed class Participant(string id, string name, TileView tile)
{
    public string Id => id;

    public string Name { get; set; } = name;

    public TileView Tile => tile;

    /// <summary>The screen that they share; null when none.</summary>
    public TileView? Screen { get; set; }

    /// <summary>Their microphone; null when they send none.</summary>
    public RemoteMedia? Microphone { get; set; }

    /// <summary>How well their picture arrives, in a word; empty while nothing is known.</summary>
    public string QualityWord { get; set; } = string.Empty;
}
