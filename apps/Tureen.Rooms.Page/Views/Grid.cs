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

    /// <summary>The highest spatial layer that is worth its bits when a picture is one of so many.</summary>
    public static int Layer(int tiles, bool isScreen) => tiles switch
    {
        _ when isScreen => 2,
        <= 4 => 2,
        <= 9 => 1,
        _ => 0,
    };
}
