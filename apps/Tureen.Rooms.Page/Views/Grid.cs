namespace Tureen.Rooms.Page.Views;

/// <summary>How tiles share the available space.</summary>
internal static class Grid
{
    /// <summary>Pixels between tiles; the style sheet has the same.</summary>
    public const double Gap = 10;

    /// <summary>Pixels. Below that, tiles are scrolled.</summary>
    public const double LeastWidth = 120;

    private const double Shape = 16.0 / 9.0;

    /// <summary>The greatest width at which this number of pictures fits into a box, with the best number of columns.</summary>
    public static double TileWidth(int tiles, double width, double height)
    {
        double best = LeastWidth;
        for (int columns = 1; columns <= tiles; columns++)
        {
            int rows = (tiles + columns - 1) / columns;
            double byWidth = (width - (Gap * (columns - 1))) / columns;
            double byHeight = (height - (Gap * (rows - 1))) / rows * Shape;
            best = Math.Max(best, Math.Floor(Math.Min(byWidth, byHeight)));
        }

        return best;
    }

    /// <summary>The highest spatial layer that is worth its bits for a picture among this number.</summary>
    public static int Layer(int tiles, bool isScreen) => tiles switch
    {
        _ when isScreen => 2,
        <= 4 => 2,
        <= 9 => 1,
        _ => 0,
    };
}
