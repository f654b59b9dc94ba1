using Tureen.Testing.Simulation.Congestion.Links;

namespace Tureen.Tests.Simulation.Congestion.Links;

public sealed class FlowQueueCoDelTests
{
    private static BottleneckOptions Link => new() { Capacity = CapacityTrace.Constant(1_000_000), Queue = static () => new FlowQueueCoDel() };

    [Fact]
    public void A_thin_flow_does_not_wait_behind_a_thick_one()
    {
        LinkRig rig = new LinkRig(Link)
            .Plan(0, count: 1000, length: 1250, every: 2, flow: 1)
            .Plan(500, count: 50, length: 125, every: 20, flow: 2)
            .Run(3000);

        // It waits at most for the datagram in service.
        Assert.All(
            rig.Departures.Where(static departure => departure.Flow == 2),
            static departure => Assert.InRange(departure.Waited.TotalMilliseconds, 0, 10.1));
    }

    [Fact]
    public void Two_greedy_flows_get_the_same_bytes()
    {
        LinkRig rig = new LinkRig(Link)
            .Plan(0, count: 2000, length: 1250, every: 5, flow: 1)
            .Plan(0, count: 4000, length: 625, every: 2.5, flow: 2)
            .Run(8000);

        int first = rig.Departures.Count(static departure => departure.Flow == 1) * 1250;
        int second = rig.Departures.Count(static departure => departure.Flow == 2) * 625;
        Assert.InRange((double)first / second, 0.97, 1.03);
    }
}
