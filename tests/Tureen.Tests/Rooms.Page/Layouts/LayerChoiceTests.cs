using System.Runtime.Versioning;
using Tureen.Rooms.Page.Layouts;

namespace Tureen.Tests.Rooms.Page.Layouts;

[SupportedOSPlatform("browser")]
public sealed class LayerChoiceTests
{
    [Theory]
    [InlineData(1173, 2, null, 2)]
    [InlineData(635, 2, null, 1)]
    [InlineData(379, 2, null, 1)]
    [InlineData(240, 2, null, 0)]
    [InlineData(240, 0, null, 0)]
    [InlineData(635, 1, 640d, 1)]
    [InlineData(300, 1, 640d, 0)]
    public void A_picture_is_no_larger_than_it_is_shown(double shown, int highest, double? full, int layer) =>
        Assert.Equal(layer, LayerChoice.For(shown, highest, full));
}
