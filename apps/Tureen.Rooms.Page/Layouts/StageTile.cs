namespace Tureen.Rooms.Page.Layouts;

/// <summary>A tile that wants a place.</summary>
/// <param name="Key">Unique among them.</param>
/// <param name="Kind">What it shows.</param>
internal readonly record struct StageTile(string Key, TileKind Kind);
