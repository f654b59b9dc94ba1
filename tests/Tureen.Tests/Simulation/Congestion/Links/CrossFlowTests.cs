using Tureen.Engine.Primitives;
using Tureen.Testing.Simulation;
using Tureen.Testing.Simulation.Congestion;
using Tureen.Testing.Simulation.Congestion.Links;

namespace Tureen.Tests.Simulation.Congestion.Links;

public sealed class CrossFlowTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_flow_fills_its_link(bool isCubic)
    {
        long[] packets = Run(seconds: 60, new CrossFlowOptions { IsCubic = isCubic });

        // 2 Mbit/s are 10,000 packets a minute.
        Assert.InRange(packets[0], 9300, 10_001);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Two_flows_share_their_link(bool isCubic)
    {
        long[] packets = Run(seconds: 120, new CrossFlowOptions { IsCubic = isCubic }, new CrossFlowOptions { IsCubic = isCubic, StartsAt = TimeSpan.FromSeconds(5) });

        Assert.InRange(packets.Sum(), 18_800, 20_001);
        Assert.InRange((double)packets.Min() / packets.Sum(), 0.3, 0.5);
    }

    [Fact]
    public void A_flow_waits_between_its_transfers()
    {
        // A tenth of a megabyte takes about half a second, and one to five seconds pass before the next.
        long[] packets = Run(seconds: 60, new CrossFlowOptions { Bytes = (100_000, 100_000) });

        Assert.InRange(packets[0], 600, 2000);
        Assert.Equal(0, packets[0] % (100_000 / 1500));
    }

    [Fact]
    public void A_flow_ends_when_it_should()
    {
        long[] packets = Run(seconds: 60, new CrossFlowOptions { EndsAt = TimeSpan.FromSeconds(30) });

        Assert.InRange(packets[0], 4600, 5100);
    }

    private static long[] Run(double seconds, params CrossFlowOptions[] options)
    {
        var world = new VirtualWorld(1);
        var link = new Bottleneck(
            world, new BottleneckOptions { Capacity = CapacityTrace.Constant(2_000_000) }, new SeededRandomSource(1));
        CrossFlow[] flows = [.. options.Select((each, i) => new CrossFlow(world, link, each, i, Randomness.Split(1, (ulong)i)))];
        world.Run(TimeSpan.FromSeconds(seconds));
        return [.. flows.Select(static flow => flow.Delivered)];
    }
}
