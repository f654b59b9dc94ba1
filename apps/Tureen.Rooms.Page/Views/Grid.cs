namespace Tureen.Rooms.Page.Views;

/// <summary>How many tiles stand side by side.</summary>
internal static class Grid
{
    /// <summary>As many columns as rows, or one more; on a narrow screen two at most.</summary>
    public static int Columns(int tiles, bool isNarrow)
    {
        int square = Math.Max(1, (int)Math.Ceiling(Math.Sqrt(tiles)));
        return isNarrow ? Math.Min(square, tiles <= 2 ? 1 : 2) : square;
    }
}
