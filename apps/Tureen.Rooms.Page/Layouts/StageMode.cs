namespace Tureen.Rooms.Page.Layouts;

/// <summary>Who is large.</summary>
internal enum StageMode
{
    /// <summary>Nobody, as long as nothing is shared or pinned.</summary>
    Grid,

    /// <summary>Who speaks.</summary>
    Speaker,
}
