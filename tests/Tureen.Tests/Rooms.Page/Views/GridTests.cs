using System.Runtime.Versioning;
using Tureen.Rooms.Page.Views;

namespace Tureen.Tests.Rooms.Page.Views;

[SupportedOSPlatform("browser")]
public sealed class GridTests
{
    [Theory]
    [InlineData(1, 1280, 660, 1173)]
    [InlineData(2, 1280, 660, 635)]
    [InlineData(9, 1280, 660, 379)]
    [InlineData(2, 370, 640, 370)]
    [InlineData(9, 370, 640, 180)]
    [InlineData(200, 370, 640, 120)]
    public void Tiles_are_as_large_as_they_can_be(int tiles, double width, double height, double expected) =>
        Assert.Equal(expected, Grid.TileWidth(tiles, width, height));

    [Theory]
    [InlineData(2, false, 2)]
    [InlineData(9, false, 1)]
    [InlineData(10, false, 0)]
    [InlineData(10, true, 2)]
    public void A_picture_is_no_better_than_it_is_shown(int tiles, bool isScreen, int layer) => Assert.Equal(layer, Grid.Layer(tiles, isScreen));
}
