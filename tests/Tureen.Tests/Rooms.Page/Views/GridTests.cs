using System.Runtime.Versioning;
using Tureen.Rooms.Page.Views;

namespace Tureen.Tests.Rooms.Page.Views;

[SupportedOSPlatform("browser")]
public sealed class GridTests
{
    [Theory]
    [InlineData(0, false, 1)]
    [InlineData(1, false, 1)]
    [InlineData(2, false, 2)]
    [InlineData(5, false, 3)]
    [InlineData(9, false, 3)]
    [InlineData(2, true, 1)]
    [InlineData(9, true, 2)]
    public void Tiles_make_a_square(int tiles, bool isNarrow, int columns) => Assert.Equal(columns, Grid.Columns(tiles, isNarrow));

    [Theory]
    [InlineData(2, false, 2)]
    [InlineData(9, false, 1)]
    [InlineData(10, false, 0)]
    [InlineData(10, true, 2)]
    public void A_picture_is_no_better_than_it_is_shown(int tiles, bool isScreen, int layer) => Assert.Equal(layer, Grid.Layer(tiles, isScreen));
}
