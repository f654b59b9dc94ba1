namespace Tureen.Rooms.Page.Views;

/// <summary>What a button on a tile does.</summary>
internal enum TileAction
{
    /// <summary>Shows the tile large, to this user alone, or no longer.</summary>
    Pin,

    /// <summary>Shows the tile large to everybody, or no longer.</summary>
    Spotlight,

    /// <summary>Mutes the participant.</summary>
    Mute,

    /// <summary>Puts the user's own tile into the next corner.</summary>
    Move,
}
