using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class UpgradeCeilingTests
{
    /// <summary>
    /// Episodes are <c>cause:kilobits</c> in a row: d of delay without an upgrade, u of delay soon after one, l of loss, f of a foreign queue. What is
    /// expected is the seconds for which each bars.
    /// </summary>
    [Theory]
    [InlineData("d:500", "1")]
    [InlineData("u:500", "2")]
    [InlineData("d:500 u:510 u:490 u:500", "1 2 4 8")]
    [InlineData("u:500 u:1000", "2 2")]
    [InlineData("l:500 l:500 l:500 l:500 l:500", "5 10 20 40 60")]
    [InlineData("f:500 f:500", "5 5")]
    public void Each_failure_has_its_time(string episodes, string expected)
    {
        var ceiling = new UpgradeCeiling();
        Timestamp now = Timestamp.Zero;
        var seconds = new List<double>();
        foreach (string episode in episodes.Split(' '))
        {
            now += TimeSpan.FromSeconds(100);
            if (episode[0] == 'u')
            {
                ceiling.HandleUpgrade(now - TimeSpan.FromSeconds(2));
            }

            CongestionCause cause = episode[0] switch
            {
                'l' => CongestionCause.LossByRate,
                'f' => CongestionCause.ForeignQueue,
                _ => CongestionCause.Delay,
            };
            ceiling.HandleCongestion(now, cause, int.Parse(episode[2..]) * 1000);
            seconds.Add((ceiling.GetEnd(now) - now).TotalSeconds);
        }

        Assert.Equal(expected, string.Join(' ', seconds));
    }

    [Fact]
    public void It_bars_what_is_near_its_rate_until_its_end()
    {
        var ceiling = new UpgradeCeiling();
        ceiling.HandleCongestion(Timestamp.Zero, CongestionCause.Delay, 500_000);

        Assert.True(ceiling.Bars(Timestamp.FromMilliseconds(999), 490_000));
        Assert.False(ceiling.Bars(Timestamp.FromMilliseconds(999), 480_000));
        Assert.False(ceiling.Bars(Timestamp.FromMilliseconds(1000), 490_000));
    }

    [Fact]
    public void An_upgrade_that_lives_ten_seconds_ends_it()
    {
        var ceiling = new UpgradeCeiling();
        ceiling.HandleCongestion(Timestamp.Zero, CongestionCause.LossByRate, 500_000);
        Assert.True(ceiling.IsProbeDoubtful);
        ceiling.HandleUpgrade(Timestamp.FromMilliseconds(6000));
        ceiling.Update(Timestamp.FromMilliseconds(16_000));
        Assert.True(ceiling.IsProbeDoubtful);
        ceiling.Update(Timestamp.FromMilliseconds(16_001));
        Assert.False(ceiling.IsProbeDoubtful);
        Assert.Equal(0, ceiling.Rate);
    }
}
