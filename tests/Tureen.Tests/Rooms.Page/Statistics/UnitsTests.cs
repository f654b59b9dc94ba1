using System.Runtime.Versioning;
using Tureen.Rooms.Page.Statistics;

namespace Tureen.Tests.Rooms.Page.Statistics;

[SupportedOSPlatform("browser")]
public sealed class UnitsTests
{
    [Theory]
    [InlineData(0, "0 bit/s")]
    [InlineData(999, "999 bit/s")]
    [InlineData(64_400, "64 kbit/s")]
    [InlineData(2_340_000, "2.3 Mbit/s")]
    public void Bitrates_have_the_unit_that_fits(double bitrate, string text) => Assert.Equal(text, Units.Bitrate(bitrate));

    [Fact]
    public void Parts_are_shown_in_percent_and_times_in_milliseconds()
    {
        Assert.Equal("1.3 %", Units.Percent(0.0125));
        Assert.Equal("42 ms", Units.Milliseconds(0.0421));
    }
}
