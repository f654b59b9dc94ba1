namespace Tureen.Rooms.Page.Layouts;

/// <summary>How tiles of one size share a box.</summary>
internal static class Grid
{
    /// <summary>Pixels between tiles.</summary>
    public const double Gap = 10;

    /// <summary>Pixels. A smaller picture shows nothing.</summary>
    public const double LeastWidth = 120;

    /// <summary>Width of a picture, in heights.</summary>
    public const double Shape = 16.0 / 9.0;

    /// <summary>The greatest width at which this number of pictures fits into a box, with the best number of columns.</summary>
    public static (double Width, int Columns) Fit(int tiles, double width, double height)
    {
        (double Width, int Columns) best = (0, 1);
        for (int columns = 1; columns <= tiles; columns++)
        {
            int rows = (tiles + columns - 1) / columns;
            double byWidth = (width - (Gap * (columns - 1))) / columns;
            double byHeight = (height - (Gap * (rows - 1))) / rows * Shape;
            double least = Math.Floor(Math.Min(byWidth, byHeight));
            best = least > best.Width ? (least, columns) : best;
        }

        return best;
    }

    /// <summary>How many pictures fit at a useful size, at least one.</summary>
    /// <param name="most">No more than this.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    public static int Capacity(int most, double width, double height)
    {
        int tiles = most;
        while (tiles > 1 && Fit(tiles, width, height).Width < LeastWidth)
        {
            tiles--;
        }

        return tiles;
    }

    /// <summary>The places in a box; rows and the last row are in the middle.</summary>
    public static IEnumerable<TilePlace> Place(IReadOnlyList<string> keys, TileRole role, double x, double y, double width, double height)
    {
        (double tile, int columns) = Fit(keys.Count, width, height);
        double tall = Math.Floor(tile / Shape);
        int rows = (keys.Count + columns - 1) / columns;
        double top = y + Math.Max(0, (height - (rows * tall) - ((rows - 1) * Gap)) / 2);
        for (int index = 0; index < keys.Count; index++)
        {
            int row = index / columns;
            int inRow = Math.Min(columns, keys.Count - (row * columns));
            double left = x + ((width - (inRow * tile) - ((inRow - 1) * Gap)) / 2);
            yield return new TilePlace(
                keys[index], role, Math.Round(left + (index % columns * (tile + Gap))), Math.Round(top + (row * (tall + Gap))), tile, tall);
        }
    }
}
