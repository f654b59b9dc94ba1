using System.Runtime.Versioning;
using Tureen.Rooms.Page.Layouts;

namespace Tureen.Tests.Rooms.Page.Layouts;

[SupportedOSPlatform("browser")]
public sealed class StageTests
{
    private const double Width = 1280;
    private const double Height = 660;

    private static readonly StageTile Own = new("own", TileKind.Own);
    private static readonly StageTile Screen = new("screen", TileKind.Screen);

    [Fact]
    public void Who_is_alone_is_large() => Assert.Equal(["own Grid"], Show([Own]));

    [Fact]
    public void The_user_is_a_small_tile_above_the_only_other_one()
    {
        StagePlan plan = Arrange([Own, .. People(1)]);

        TilePlace other = plan.Places.Single(static place => place.Key == "p0");
        TilePlace own = plan.Places.Single(static place => place.Key == "own");
        Assert.Equal(TileRole.Floating, own.Role);
        Assert.InRange(own.Width, 100, other.Width / 4);
        Assert.InRange(own.X, Width - own.Width - 20, Width - own.Width);
        Assert.InRange(own.Y, Height - own.Height - 20, Height - own.Height);
    }

    [Theory]
    [InlineData("TopStart", true, true)]
    [InlineData("TopEnd", false, true)]
    [InlineData("BottomStart", true, false)]
    public void It_is_in_the_corner_that_the_user_chose(string corner, bool isAtStart, bool isAtTop)
    {
        TilePlace own = Arrange([Own, .. People(1)], new StageWishes { Corner = Enum.Parse<StageCorner>(corner) }).Places.Single(static place => place.Key == "own");
        Assert.Equal((isAtStart, isAtTop), (own.X < Width / 2, own.Y < Height / 2));
    }

    [Fact]
    public void Several_people_have_tiles_of_one_size()
    {
        StagePlan plan = Arrange([Own, .. People(3)]);
        Assert.Equal(4, plan.Places.Count);
        Assert.All(plan.Places, place => Assert.Equal((TileRole.Grid, plan.Places[0].Width), (place.Role, place.Width)));
    }

    [Fact]
    public void Twenty_five_people_have_pages_of_nine_and_the_user_is_on_each()
    {
        StageTile[] tiles = [Own, .. People(25)];
        List<string> seen = [];
        for (int page = 0; page < 3; page++)
        {
            StagePlan plan = Arrange(tiles, new StageWishes { Page = page });
            Assert.Equal((page, 3), (plan.Page, plan.PageCount));
            Assert.Equal(TileRole.Floating, plan.Places.Single(static place => place.Key == "own").Role);
            string[] others = [.. plan.Places.Where(static place => place.Key != "own").Select(static place => place.Key)];
            Assert.InRange(others.Length, 1, 9);
            seen.AddRange(others);
        }

        Assert.Equal(25, seen.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(2, Arrange(tiles, new StageWishes { Page = 7 }).Page);
    }

    [Fact]
    public void Who_speaks_on_a_later_page_is_shown_on_the_first_one()
    {
        StagePlan plan = Arrange([Own, .. People(25)], new StageWishes { Speaker = "p20" });
        Assert.Contains("p20", plan.Places.Select(static place => place.Key));
        Assert.Contains("p0", plan.Places.Select(static place => place.Key));
    }

    [Fact]
    public void A_shared_screen_is_large_and_the_people_are_a_strip_beside_it()
    {
        StagePlan plan = Arrange([Own, .. People(3), Screen]);

        TilePlace large = plan.Places.Single(static place => place.Role == TileRole.Large);
        Assert.Equal("screen", large.Key);
        Assert.InRange(large.Width, Width * 0.7, Width);
        TilePlace[] strip = [.. plan.Places.Where(static place => place.Role == TileRole.Film)];
        Assert.Equal(["p0", "p1", "p2"], strip.Select(static place => place.Key));
        Assert.All(strip, place => Assert.True(place.X >= large.X + large.Width && place.Y >= 0 && place.Y + place.Height <= Height, place.ToString()));
    }

    [Fact]
    public void In_a_tall_box_the_strip_is_below_and_has_pages()
    {
        StagePlan plan = Stage.Arrange([Own, .. People(9), Screen], new StageWishes(), 360, 560);

        TilePlace large = plan.Places.Single(static place => place.Role == TileRole.Large);
        TilePlace[] strip = [.. plan.Places.Where(static place => place.Role == TileRole.Film)];
        Assert.NotEmpty(strip);
        Assert.All(strip, place => Assert.True(place.Y >= large.Y + large.Height && place.X >= 0 && place.X + place.Width <= 361, place.ToString()));
        Assert.True(plan.PageCount > 1);
    }

    [Theory]
    [InlineData(null, null, false, "screen")]
    [InlineData("p1", null, false, "p1")]
    [InlineData(null, "p2", false, "p2")]
    [InlineData("p1", "p2", false, "p1")]
    [InlineData("gone", null, false, "screen")]
    public void A_pin_comes_before_a_spotlight_and_both_before_a_screen(string? pinned, string? spotlight, bool isSpeaker, string large) =>
        Assert.Equal(large, Arrange(
            [Own, .. People(3), Screen],
            new StageWishes { Pinned = pinned, Spotlight = spotlight, Mode = isSpeaker ? StageMode.Speaker : StageMode.Grid }).Large);

    [Theory]
    [InlineData("p2", "p2")]
    [InlineData(null, "p0")]
    public void The_speaker_is_large_when_the_user_wants_that(string? speaker, string large) =>
        Assert.Equal(large, Arrange([Own, .. People(3)], new StageWishes { Speaker = speaker, Mode = StageMode.Speaker }).Large);

    [Fact]
    public void No_box_has_no_places() => Assert.Empty(Stage.Arrange([Own], new StageWishes(), 0, 0).Places);

    private static StagePlan Arrange(StageTile[] tiles, StageWishes? wishes = null) => Stage.Arrange(tiles, wishes ?? new StageWishes(), Width, Height);

    private static string[] Show(StageTile[] tiles) => [.. Arrange(tiles).Places.Select(static place => $"{place.Key} {place.Role}")];

    private static StageTile[] People(int count) => [.. Enumerable.Range(0, count).Select(static index => new StageTile($"p{index}", TileKind.Person))];
}
