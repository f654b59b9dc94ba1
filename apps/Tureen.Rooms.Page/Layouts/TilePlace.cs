namespace Tureen.Rooms.Page.Layouts;

/// <summary>Where a tile is.</summary>
/// <param name="Key">The tile.</param>
/// <param name="Role">How it is shown.</param>
/// <param name="X">Pixels from the side where lines begin.</param>
/// <param name="Y">Pixels from the top.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
internal readonly record struct TilePlace(string Key, TileRole Role, double X, double Y, double Width, double Height)
{
    /// <summary>Pixels of the whole picture: a large one is all inside of its tile, any other fills it.</summary>
    public double PictureWidth => Role == TileRole.Large ? Math.Min(Width, Height * Grid.Shape) : Math.Max(Width, Height * Grid.Shape);
}
