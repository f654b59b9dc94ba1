using Tureen.Testing.Simulation.Congestion.Links;

namespace Tureen.Tests.Simulation.Congestion.Links;

public sealed class DropTailQueueTests
{
    private static BottleneckOptions Link(Func<IQueueDiscipline> queue) => new() { Capacity = CapacityTrace.Constant(1_000_000), Queue = queue };

    [Fact]
    public void A_limit_in_time_drops_what_would_wait_longer()
    {
        LinkRig rig = new LinkRig(Link(static () => new DropTailQueue(TimeSpan.FromMilliseconds(100)))).Plan(0, count: 20, length: 1250).Run(500);

        // One is in service, ten are 100 ms of queue, and the eleventh enters while no more than that waits.
        Assert.Equal(12, rig.Departures.Count);
        Assert.Equal(8, rig.Drops.Count);
        Assert.Equal(110, rig.Departures[^1].Waited.TotalMilliseconds);
    }

    [Fact]
    public void A_limit_in_bytes_drops_what_does_not_fit()
    {
        LinkRig rig = new LinkRig(Link(static () => new DropTailQueue(null, 6000))).Plan(0, count: 20, length: 1250).Run(500);

        Assert.Equal(5, rig.Departures.Count);
        Assert.Equal(15, rig.Drops.Count);
    }
}
