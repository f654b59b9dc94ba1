using Tureen.Testing.Simulation.Congestion.Links;

namespace Tureen.Tests.Simulation.Congestion.Links;

public sealed class BottleneckTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(20);

    private static BottleneckOptions Link(double rate) => new() { Capacity = CapacityTrace.Constant(rate), Delay = Delay };

    [Fact]
    public void Datagrams_leave_one_after_the_other_at_the_rate_of_the_link()
    {
        // 1250 bytes take 10 ms at 1 Mbit/s.
        LinkRig rig = new LinkRig(Link(1_000_000)).Plan(0, count: 3, length: 1250).Run(100);

        Assert.Equal([10, 20, 30], rig.Departures.Select(static departure => departure.At));
        Assert.Equal([0, 10, 20], rig.Departures.Select(static departure => departure.Waited.TotalMilliseconds));
        Assert.Equal([30, 40, 50], rig.Arrivals.Select(static arrival => arrival.At));
    }

    [Fact]
    public void The_datagram_in_service_ends_at_the_rate_of_its_start()
    {
        BottleneckOptions link = Link(0) with { Capacity = CapacityTrace.Steps((0, 1_000_000), (0.005, 100_000)) };
        LinkRig rig = new LinkRig(link).Plan(0, count: 2, length: 1250).Run(200);

        Assert.Equal([10, 110], rig.Departures.Select(static departure => departure.At));
    }

    [Theory]
    [InlineData(false, new double[] { 10, 110 })]
    [InlineData(true, new double[] { 10 })]
    public void During_an_outage_datagrams_wait_or_are_lost(bool drops, double[] departures)
    {
        BottleneckOptions link = Link(0) with
        {
            Capacity = CapacityTrace.Steps((0, 1_000_000), (0.02, 0), (0.1, 1_000_000)),
            DropsInOutage = drops,
        };
        LinkRig rig = new LinkRig(link).Plan(0, count: 2, length: 1250, every: 50).Run(200);

        Assert.Equal(departures, rig.Departures.Select(static departure => departure.At));
        Assert.Equal(2 - departures.Length, rig.Drops.Count);
    }

    [Fact]
    public void A_policer_passes_its_bucket_and_then_its_rate_without_any_delay()
    {
        BottleneckOptions link = Link(double.PositiveInfinity) with { Policer = new Policer(800_000, 10_000) };
        LinkRig rig = new LinkRig(link).Plan(0, count: 20, length: 1000).Plan(10, count: 50, length: 1000, every: 2).Run(200);

        // Ten thousand bytes at once, and a thousand every 10 ms, of which the first are there at 10 ms.
        Assert.Equal(10, rig.Departures.Count(static departure => departure.At == 0));
        Assert.Equal([10, 20, 30, 40, 50, 60, 70, 80, 90, 100], rig.Departures.Skip(10).Select(static departure => departure.At));
        Assert.Equal(50, rig.Drops.Count);
    }

    [Fact]
    public void A_shaper_passes_its_bucket_at_once_and_delays_the_rest()
    {
        BottleneckOptions link = Link(800_000) with { Burst = 5000 };
        LinkRig rig = new LinkRig(link).Plan(0, count: 8, length: 1000).Run(200);

        Assert.Equal([0, 0, 0, 0, 0, 10, 20, 30], rig.Departures.Select(static departure => departure.At));
    }

    [Fact]
    public void Aggregates_arrive_at_once_and_in_order()
    {
        BottleneckOptions link = Link(100_000_000) with { Aggregation = Aggregation.Usual };
        LinkRig rig = new LinkRig(link).Plan(0, count: 200, length: 100, every: 1).Run(1000);

        Assert.Equal(200, rig.Arrivals.Count);
        Assert.Equal(rig.Arrivals.Select(static (_, i) => (byte)i), rig.Arrivals.Select(static arrival => arrival.Number));
        Assert.InRange(rig.Arrivals.Select(static arrival => arrival.At).Distinct().Count(), 10, 60);
        Assert.All(rig.Arrivals.Select((arrival, i) => arrival.At - 20 - i), static waited => Assert.InRange(waited, 0, 120.1));
    }

    [Fact]
    public void A_shorter_way_from_an_instant_on_does_not_reorder()
    {
        BottleneckOptions link = Link(100_000_000) with { DelaySteps = [(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(5))] };
        LinkRig rig = new LinkRig(link).Plan(0, count: 10, length: 125, every: 10).Run(1000);

        // 10 microseconds of service and 20 ms, then 5 ms of delay; the first after the step does not overtake.
        Assert.Equal(
            [20.01, 30.01, 40.01, 50.01, 60.01, 60.01, 65.01, 75.01, 85.01, 95.01],
            rig.Arrivals.Select(static arrival => Math.Round(arrival.At, 3)));
    }

    [Fact]
    public void Reordered_datagrams_come_later_than_their_successors_and_duplicates_come_twice()
    {
        BottleneckOptions link = Link(100_000_000) with { Reordering = 0.1, Duplication = 0.05 };
        LinkRig rig = new LinkRig(link).Plan(0, count: 250, length: 125, every: 5).Run(2000);

        int late = rig.Arrivals.Zip(rig.Arrivals.Skip(1)).Count(static pair => pair.Second.Number < pair.First.Number);
        Assert.InRange(late, 10, 40);
        Assert.InRange(rig.Arrivals.Count, 253, 275);
    }
}
