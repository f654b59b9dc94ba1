namespace Tureen.Rooms.Page.Layouts;

/// <summary>
/// Which tiles are seen, where, and how large: a grid with pages, or one large tile with a strip of small ones. The user is a small tile in a
/// corner, as soon as one other is large.
/// </summary>
internal static class Stage
{
    /// <summary>Pixels. From this width on, the strip of small tiles is beside the large one if the box is wide, and below it otherwise.</summary>
    private const double WideFrom = 1.5;

    /// <summary>The part of the box that the strip takes.</summary>
    private const double StripPart = 0.2;

    private const double LeastStrip = 90;
    private const double MostStrip = 260;
    private const double FloatingPart = 0.22;
    private const double LeastFloating = 110;
    private const double MostFloating = 240;
    private const double Margin = 8;

    /// <summary>Computes the places.</summary>
    /// <param name="tiles">All that want one, in their order.</param>
    /// <param name="wishes">What the user and the hosts want to see.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    public static StagePlan Arrange(IReadOnlyList<StageTile> tiles, StageWishes wishes, double width, double height)
    {
        if (tiles.Count == 0 || width <= 0 || height <= 0)
        {
            return new StagePlan([], 0, 1, null);
        }

        string? large = FindLarge(tiles, wishes);
        return large is null ? ArrangeGrid(tiles, wishes, width, height) : ArrangeStrip(large, tiles, wishes, width, height);
    }

    private static string? FindLarge(IReadOnlyList<StageTile> tiles, StageWishes wishes)
    {
        // 1. What somebody chose. A host's choice is for those who chose nothing themselves.
        if (Has(tiles, wishes.Pinned))
        {
            return wishes.Pinned;
        }

        if (Has(tiles, wishes.Spotlight))
        {
            return wishes.Spotlight;
        }

        // 2. The newest screen. One's own would show itself.
        int screen = Find(tiles, TileKind.Screen);
        if (screen >= 0)
        {
            return tiles[screen].Key;
        }

        // 3. Who speaks; before anybody has spoken, the first one.
        int first = Find(tiles, TileKind.Person);
        if (wishes.Mode == StageMode.Grid || first < 0)
        {
            return null;
        }

        return Has(tiles, wishes.Speaker) ? wishes.Speaker : tiles[first].Key;
    }

    private static StagePlan ArrangeGrid(IReadOnlyList<StageTile> tiles, StageWishes wishes, double width, double height)
    {
        string? own = tiles.FirstOrDefault(static tile => tile.Kind == TileKind.Own).Key;
        int others = tiles.Count(static tile => tile.Kind == TileKind.Person);
        int capacity = Grid.Capacity(Math.Max(1, wishes.PageSize), width, height);

        // A pair sees each other large. When there are several pages, the user is on each of them.
        bool isFloating = own is not null && (others == 1 || (others > 1 && tiles.Count > capacity));
        string[] keys = [.. tiles.Select(static tile => tile.Key).Where(key => !isFloating || key != own)];
        (string[] shown, int page, int pages) = Cut(keys, capacity, wishes);

        // On a phone that is held upright, one person fills the box.
        List<TilePlace> places = shown.Length == 1 && height > width
            ? [new TilePlace(shown[0], TileRole.Grid, 0, 0, width, height)]
            : [.. Grid.Place(shown, TileRole.Grid, 0, 0, width, height)];
        if (isFloating)
        {
            places.Add(Float(own!, wishes.Corner, width, height));
        }

        return new StagePlan(places, page, pages, null);
    }

    private static StagePlan ArrangeStrip(string large, IReadOnlyList<StageTile> tiles, StageWishes wishes, double width, double height)
    {
        string? own = tiles.FirstOrDefault(static tile => tile.Kind == TileKind.Own).Key;
        bool isFloating = own is not null && own != large;
        string[] small = [.. tiles.Select(static tile => tile.Key).Where(key => key != large && (!isFloating || key != own))];
        if (small.Length == 0)
        {
            List<TilePlace> alone = [Large(large, 0, 0, width, height)];
            if (isFloating)
            {
                alone.Add(Float(own!, wishes.Corner, width, height));
            }

            return new StagePlan(alone, 0, 1, large);
        }

        // 1. The strip has the width or height of one tile.
        bool isBeside = width >= height * WideFrom;
        double strip = Math.Clamp((isBeside ? width : height) * StripPart, LeastStrip, MostStrip);
        (double besideWidth, double belowHeight) = isBeside ? (width - strip - Grid.Gap, height) : (width, height - strip - Grid.Gap);
        int capacity = isBeside
            ? (int)((height + Grid.Gap) / ((strip / Grid.Shape) + Grid.Gap))
            : (int)((width + Grid.Gap) / ((strip * Grid.Shape) + Grid.Gap));
        (string[] shown, int page, int pages) = Cut(small, Math.Clamp(capacity, 1, Math.Max(1, wishes.PageSize - 1)), wishes);

        // 2. The large one takes what is left.
        List<TilePlace> places = [Large(large, 0, 0, besideWidth, belowHeight)];
        double wide = isBeside ? strip : Math.Floor(strip * Grid.Shape);
        double tall = isBeside ? Math.Floor(strip / Grid.Shape) : strip;
        double length = isBeside ? (shown.Length * (tall + Grid.Gap)) - Grid.Gap : (shown.Length * (wide + Grid.Gap)) - Grid.Gap;
        for (int index = 0; index < shown.Length; index++)
        {
            places.Add(isBeside
                ? new TilePlace(shown[index], TileRole.Film, width - strip, Math.Round(((height - length) / 2) + (index * (tall + Grid.Gap))), wide, tall)
                : new TilePlace(shown[index], TileRole.Film, Math.Round(((width - length) / 2) + (index * (wide + Grid.Gap))), height - strip, wide, tall));
        }

        // 3. The user is above the large one.
        if (isFloating)
        {
            places.Add(Float(own!, wishes.Corner, besideWidth, belowHeight));
        }

        return new StagePlan(places, page, pages, large);
    }

    /// <summary>The tiles of one page. Who speaks is on the first one.</summary>
    private static (string[] Shown, int Page, int Pages) Cut(string[] keys, int capacity, StageWishes wishes)
    {
        int pages = Math.Max(1, (keys.Length + capacity - 1) / capacity);
        int page = Math.Clamp(wishes.Page, 0, pages - 1);
        int speaker = Array.IndexOf(keys, wishes.Speaker);
        if (speaker >= capacity)
        {
            (keys[capacity - 1], keys[speaker]) = (keys[speaker], keys[capacity - 1]);
        }

        return ([.. keys.Skip(page * capacity).Take(capacity)], page, pages);
    }

    private static TilePlace Large(string key, double x, double y, double width, double height) => new(key, TileRole.Large, x, y, width, height);

    private static TilePlace Float(string key, StageCorner corner, double width, double height)
    {
        double wide = Math.Floor(Math.Clamp(Math.Min(width, height * Grid.Shape) * FloatingPart, LeastFloating, MostFloating));
        double tall = Math.Floor(wide / Grid.Shape);
        double x = corner is StageCorner.TopStart or StageCorner.BottomStart ? Margin : width - wide - Margin;
        double y = corner is StageCorner.TopStart or StageCorner.TopEnd ? Margin : height - tall - Margin;
        return new TilePlace(key, TileRole.Floating, Math.Round(x), Math.Round(y), wide, tall);
    }

    private static bool Has(IReadOnlyList<StageTile> tiles, string? key) => key is not null && tiles.Any(tile => tile.Key == key);

    /// <summary>The last one of a kind when it is a screen, the first one otherwise; -1 for none.</summary>
    private static int Find(IReadOnlyList<StageTile> tiles, TileKind kind)
    {
        int found = -1;
        for (int index = 0; index < tiles.Count; index++)
        {
            if (tiles[index].Kind == kind && (found < 0 || kind == TileKind.Screen))
            {
                found = index;
            }
        }

        return found;
    }
}
