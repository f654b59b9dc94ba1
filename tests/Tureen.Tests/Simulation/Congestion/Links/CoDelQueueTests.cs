using Tureen.Testing.Simulation.Congestion.Links;

namespace Tureen.Tests.Simulation.Congestion.Links;

public sealed class CoDelQueueTests
{
    private static BottleneckOptions Link => new() { Capacity = CapacityTrace.Constant(10_000_000), Queue = static () => new CoDelQueue() };

    [Fact]
    public void A_burst_that_drains_within_an_interval_is_not_dropped()
    {
        // 80 datagrams of 1 ms each.
        LinkRig rig = new LinkRig(Link).Plan(0, count: 80, length: 1250).Run(500);

        Assert.Empty(rig.Drops);
        Assert.Equal(80, rig.Departures.Count);
    }

    [Fact]
    public void A_standing_queue_is_dropped_faster_and_faster()
    {
        // 1000 a second leave, and slightly more come behind 50 ms of queue.
        LinkRig rig = new LinkRig(Link).Plan(0, count: 50, length: 1250).Plan(0, count: 2000, length: 1250, every: 0.99).Run(1500);

        // The wait is above 5 ms from the sixth departure on; an interval later the first is dropped, then after 100 / sqrt(n) ms.
        Assert.InRange(rig.Drops[0], 104, 108);
        double[] gaps = [.. rig.Drops.Zip(rig.Drops.Skip(1), static (first, second) => second - first).Take(5)];
        Assert.Equal([100, 70.7, 57.7, 50, 44.7], gaps, new Tolerance(1.1));
    }

    [Fact]
    public void An_overload_ends_with_a_short_queue()
    {
        LinkRig rig = new LinkRig(Link).Plan(0, count: 11_000, length: 1250, every: 0.91).Run(10_000);

        Assert.InRange(rig.Drops.Count, 600, 1100);
        Assert.InRange(rig.Departures[^500..].Average(static departure => departure.Waited.TotalMilliseconds), 0, 40);
    }

    private sealed class Tolerance(double most) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= most;

        public int GetHashCode(double obj) => 0;
    }
}
