namespace Tureen.Rooms.Page.Layouts;

/// <summary>How a tile is shown.</summary>
internal enum TileRole
{
    /// <summary>One of several of the same size.</summary>
    Grid,

    /// <summary>The one that all look at.</summary>
    Large,

    /// <summary>A small one beside that.</summary>
    Film,

    /// <summary>The user, small, above the others, in a corner.</summary>
    Floating,
}
