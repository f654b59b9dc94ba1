using System.Runtime.Versioning;
using Tureen.Rooms.Page.Statistics;

namespace Tureen.Tests.Rooms.Page.Statistics;

[SupportedOSPlatform("browser")]
public sealed class RateCounterTests
{
    [Fact]
    public void A_rate_is_what_was_added_since_the_last_time()
    {
        var rates = new RateCounter();

        Assert.Equal(0, rates.PerSecond("a", 1000, 500));
        Assert.Equal(2000, rates.PerSecond("a", 2000, 1000));
        Assert.Equal(0, rates.PerSecond("b", 7, 1000));
    }

    [Fact]
    public void A_counter_that_began_anew_or_a_clock_that_stands_gives_nothing()
    {
        var rates = new RateCounter();
        rates.PerSecond("a", 1000, 500);

        Assert.Equal(0, rates.PerSecond("a", 10, 1000));
        Assert.Equal(0, rates.PerSecond("a", 20, 1000));
    }
}
