using System.Runtime.Versioning;
using Tureen.Rooms.Page.Views;

namespace Tureen.Tests.Rooms.Page.Views;

[SupportedOSPlatform("browser")]
public sealed class LastingReductionTests
{
    [Fact]
    public void It_is_shown_from_the_second_look_on_and_goes_at_once()
    {
        LastingReduction reduction = default;
        Assert.Equal(["", "smaller", "none", "", "", ""], new[] { "smaller", "smaller", "none", "", "smaller", "" }.Select(hint => reduction.Update(hint)));
    }
}
