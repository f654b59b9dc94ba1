namespace Tureen.Rooms.Page.Layouts;

/// <summary>What the user and the hosts want to see.</summary>
internal sealed record StageWishes
{
    public StageMode Mode { get; init; }

    /// <summary>The tile that the user pinned; null for none.</summary>
    public string? Pinned { get; init; }

    /// <summary>The tile that a host shows to everybody; null for none.</summary>
    public string? Spotlight { get; init; }

    /// <summary>The tile of the one who speaks, or spoke last; null for none.</summary>
    public string? Speaker { get; init; }

    /// <summary>Tiles on a page of the grid, at most.</summary>
    public int PageSize { get; init; } = 9;

    /// <summary>The page that is shown, from 0.</summary>
    public int Page { get; init; }

    /// <summary>The corner of the user's own tile.</summary>
    public StageCorner Corner { get; init; } = StageCorner.BottomEnd;
}
