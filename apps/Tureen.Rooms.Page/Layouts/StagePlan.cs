namespace Tureen.Rooms.Page.Layouts;

/// <summary>Where the tiles are. Those that are not in it are on another page.</summary>
/// <param name="Places">The tiles that are seen.</param>
/// <param name="Page">The page, from 0.</param>
/// <param name="PageCount">How many pages there are.</param>
/// <param name="Large">The tile that all look at; null when there is none.</param>
internal sealed record StagePlan(IReadOnlyList<TilePlace> Places, int Page, int PageCount, string? Large);
