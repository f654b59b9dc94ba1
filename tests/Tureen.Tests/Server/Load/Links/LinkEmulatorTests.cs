using Tureen.Server.Load.Links;

namespace Tureen.Tests.Server.Load.Links;

public sealed class LinkEmulatorTests
{
    [Fact]
    public void Packets_arrive_after_the_delay_and_in_order()
    {
        LinkEmulator link = Link(new LinkConditions { Delay = Milliseconds(50), Jitter = Milliseconds(20) });
        for (int i = 0; i < 100; i++)
        {
            link.Enter(Milliseconds(i), [(byte)i]);
        }

        List<(double At, byte Value)> arrived = Drain(link);

        Assert.Equal(Enumerable.Range(0, 100), arrived.Select(static one => (int)one.Value));
        Assert.All(arrived, static one => Assert.InRange(one.At - one.Value, 50, 70));
        Assert.True(arrived.Max(static one => one.At - one.Value) - arrived.Min(static one => one.At - one.Value) > 10);
    }

    [Fact]
    public void Packets_are_lost_at_the_rate_given()
    {
        LinkEmulator link = Link(new LinkConditions { Loss = 0.1 });
        for (int i = 0; i < 10_000; i++)
        {
            link.Enter(Milliseconds(i), [0]);
        }

        Assert.InRange(link.Dropped, 900, 1_100);
        Assert.Equal(10_000, link.Dropped + Drain(link).Count);
    }

    [Fact]
    public void A_rate_delays_and_then_drops()
    {
        // 972 bytes and 28 of headers take 10 ms at 800 kbit/s; they come twice as fast.
        LinkEmulator link = Link(new LinkConditions { BitsPerSecond = 800_000 });
        for (int i = 0; i < 200; i++)
        {
            link.Enter(Milliseconds(i * 5), new byte[972]);
        }

        List<(double At, byte Value)> arrived = Drain(link);
        double[] gaps = [.. arrived.Zip(arrived.Skip(1), static (first, second) => second.At - first.At)];

        Assert.All(gaps, static gap => Assert.Equal(10, gap, 3));
        Assert.InRange(arrived[^1].At, 1_000, 1_000 + LinkEmulator.MaxQueue.TotalMilliseconds + 10);
        Assert.Equal(200, arrived.Count + link.Dropped);
        Assert.True(link.Dropped > 50);
    }

    [Fact]
    public void The_number_of_packets_under_way_has_a_bound()
    {
        LinkEmulator link = Link(new LinkConditions { Delay = TimeSpan.FromSeconds(10) });
        for (int i = 0; i < LinkEmulator.MaxPackets + 5; i++)
        {
            link.Enter(TimeSpan.Zero, [0]);
        }

        Assert.Equal(5, link.Dropped);
    }

    private static LinkEmulator Link(LinkConditions conditions) => new(conditions, new Random(7));

    private static TimeSpan Milliseconds(double count) => TimeSpan.FromMilliseconds(count);

    private static List<(double At, byte Value)> Drain(LinkEmulator link)
    {
        List<(double, byte)> arrived = [];
        while (link.Next is { } at)
        {
            Assert.False(link.TryLeave(at - TimeSpan.FromTicks(1), out _));
            Assert.True(link.TryLeave(at, out byte[]? packet));
            arrived.Add((at.TotalMilliseconds, packet[0]));
        }

        return arrived;
    }
}
