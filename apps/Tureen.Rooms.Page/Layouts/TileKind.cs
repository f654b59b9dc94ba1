namespace Tureen.Rooms.Page.Layouts;

/// <summary>What a tile shows.</summary>
internal enum TileKind
{
    /// <summary>Another participant.</summary>
    Person,

    /// <summary>The user.</summary>
    Own,

    /// <summary>A screen that another participant shares.</summary>
    Screen,

    /// <summary>The screen that the user shares.</summary>
    OwnScreen,
}
