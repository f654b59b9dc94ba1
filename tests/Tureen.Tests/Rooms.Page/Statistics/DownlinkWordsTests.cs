using System.Runtime.Versioning;
using Tureen.Rooms.Page.Session;
using Tureen.Rooms.Page.Statistics;

namespace Tureen.Tests.Rooms.Page.Statistics;

[SupportedOSPlatform("browser")]
public sealed class DownlinkWordsTests
{
    private static readonly Downlink Thin = new(1_234_000, 2_700_000);

    [Fact]
    public void A_connection_that_is_the_bottleneck_is_measured()
    {
        Assert.Equal("Your connection carries about 1.2 Mbit/s", DownlinkWords.Line(Thin, isReduced: true));
        Assert.Equal(
            "Your connection carries about 1.2 Mbit/s. All pictures as wanted take up to 2.7 Mbit/s.", DownlinkWords.Sentence(Thin, isReduced: true));
        Assert.Equal("Your connection carries about 3.0 Mbit/s.", DownlinkWords.Sentence(new Downlink(3_000_000, 2_700_000), isReduced: true));
    }

    [Fact]
    public void A_connection_that_carries_all_may_carry_more()
    {
        Assert.Equal("Your connection carries at least 1.2 Mbit/s", DownlinkWords.Line(Thin, isReduced: false));
        Assert.Equal(
            "Your connection carries at least 1.2 Mbit/s, enough for all pictures as wanted.", DownlinkWords.Sentence(Thin, isReduced: false));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nothing_is_said_while_nothing_is_known(bool isReduced)
    {
        Assert.Empty(DownlinkWords.Line(null, isReduced));
        Assert.Empty(DownlinkWords.Sentence(null, isReduced));
    }
}
