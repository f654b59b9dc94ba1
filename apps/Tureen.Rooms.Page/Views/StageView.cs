using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Layouts;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Views;

/// <summary>The tiles, where they are, and the pages that they are on.</summary>
internal sealed class StageView
{
    private readonly List<TileView> _tiles = [];
    private readonly Element _pager = Document.ById("pager");
    private readonly Element _page = Document.ById("pager-page");
    private readonly Element _previous = Document.ById("pager-previous");
    private readonly Element _next = Document.ById("pager-next");
    private readonly Action _onArranged;
    private StageWishes _wishes = new();
    private StagePlan _plan = new([], 0, 1, null);
    private (double Width, double Height) _size;

    /// <param name="onArranged">The tiles are at their new places.</param>
    public StageView(Action onArranged)
    {
        _onArranged = onArranged;
        _previous.OnClick(() => Turn(-1));
        _next.OnClick(() => Turn(1));
        Box.OnSize((width, height) =>
        {
            _size = (width, height);
            Arrange();
        });
    }

    /// <summary>Where the tiles are.</summary>
    public Element Box { get; } = Document.ById("tiles");

    public StageWishes Wishes
    {
        get => _wishes;
        set
        {
            _wishes = value;
            Arrange();
        }
    }

    /// <summary>The tile that all look at; null when there is none.</summary>
    public TileView? Large => _tiles.FirstOrDefault(tile => tile.Key == _plan.Large);

    public IReadOnlyList<TileView> Tiles => _tiles;

    public TileView Add(string key, TileKind kind, string name)
    {
        var tile = new TileView(Box, key, kind, name);
        _tiles.Add(tile);
        Arrange();
        return tile;
    }

    public void Remove(TileView tile)
    {
        _tiles.Remove(tile);
        tile.Remove();
        _wishes = _wishes.Pinned == tile.Key ? _wishes with { Pinned = null } : _wishes;
        Arrange();
    }

    /// <summary>Shows a tile large, or no longer.</summary>
    public void SwitchPin(TileView tile) => Wishes = _wishes with { Pinned = _wishes.Pinned == tile.Key ? null : tile.Key };

    /// <summary>Puts the user's own tile into the next corner.</summary>
    public void MoveOwn() => Wishes = _wishes with { Corner = (StageCorner)(((int)_wishes.Corner + 1) % 4) };

    /// <summary>Puts the user's own tile into the corner where it was dropped.</summary>
    public void DropOwn(bool isRight, bool isBottom)
    {
        bool isEnd = isRight != LanguageList.IsRightToLeft(Language.Code);
        Wishes = _wishes with
        {
            Corner = (isBottom, isEnd) switch
            {
                (true, true) => StageCorner.BottomEnd,
                (true, false) => StageCorner.BottomStart,
                (false, true) => StageCorner.TopEnd,
                _ => StageCorner.TopStart,
            },
        };
    }

    public void Arrange()
    {
        _plan = Stage.Arrange([.. _tiles.Select(static tile => new StageTile(tile.Key, tile.Kind))], _wishes, _size.Width, _size.Height);
        _wishes = _wishes with { Page = _plan.Page };
        foreach (TileView tile in _tiles)
        {
            TilePlace? place = _plan.Places.Where(one => one.Key == tile.Key).Select(static one => (TilePlace?)one).FirstOrDefault();
            tile.MoveTo(place);
        }

        _pager.IsHidden = _plan.PageCount == 1;
        _page.Text = Language.Text("pager.page", Language.Number(_plan.Page + 1, 0), Language.Number(_plan.PageCount, 0));
        _previous.IsDisabled = _plan.Page == 0;
        _next.IsDisabled = _plan.Page == _plan.PageCount - 1;
        _onArranged();
    }

    private void Turn(int pages) => Wishes = _wishes with { Page = _plan.Page + pages };
}
