using System.Runtime.Versioning;
using Tureen.Rooms.Page.Layouts;

namespace Tureen.Tests.Rooms.Page.Layouts;

[SupportedOSPlatform("browser")]
public sealed class GridTests
{
    [Theory]
    [InlineData(1, 1280, 660, 1173)]
    [InlineData(2, 1280, 660, 635)]
    [InlineData(9, 1280, 660, 379)]
    [InlineData(2, 370, 640, 370)]
    [InlineData(9, 370, 640, 180)]
    public void Tiles_are_as_large_as_they_can_be(int tiles, double width, double height, double expected) =>
        Assert.Equal(expected, Grid.Fit(tiles, width, height).Width);

    [Theory]
    [InlineData(9, 1280, 660, 9)]
    [InlineData(25, 1280, 660, 25)]
    [InlineData(25, 300, 460, 12)]
    [InlineData(9, 100, 50, 1)]
    public void A_page_has_no_more_tiles_than_show_something(int most, double width, double height, int expected) =>
        Assert.Equal(expected, Grid.Capacity(most, width, height));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(25)]
    public void Tiles_are_inside_of_the_box_and_do_not_overlap(int count)
    {
        string[] keys = [.. Enumerable.Range(0, count).Select(static index => $"tile {index}")];
        TilePlace[] places = [.. Grid.Place(keys, TileRole.Grid, 0, 0, 900, 500)];

        Assert.Equal(keys, places.Select(static place => place.Key));
        Assert.All(places, static place => Assert.True(
            place.X >= 0 && place.Y >= 0 && place.X + place.Width <= 901 && place.Y + place.Height <= 501, place.ToString()));
        for (int first = 0; first < count; first++)
        {
            for (int second = first + 1; second < count; second++)
            {
                Assert.False(Overlap(places[first], places[second]), $"{places[first]} {places[second]}");
            }
        }
    }

    private static bool Overlap(TilePlace one, TilePlace other) =>
        one.X < other.X + other.Width && other.X < one.X + one.Width && one.Y < other.Y + other.Height && other.Y < one.Y + one.Height;
}
