using Tureen.Engine.Congestion.Outgoing;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class ProbePlanTests
{
    /// <summary>Rates in kbit/s.</summary>
    [Theory]
    [InlineData(300, 350, 1700, false, 600)]
    [InlineData(300, 350, 500, false, 550)]
    [InlineData(300, 1000, 1700, false, 1150)]
    [InlineData(300, 350, 1700, true, 402.5)]
    [InlineData(50, 60, 1700, false, 300)]
    public void It_tries_twice_what_is_known_or_the_next_step(double available, double next, double top, bool isCautious, double expected)
    {
        ProbePlan plan = Create(available, next, top, isMeasured: false, isCautious);
        Assert.Equal(expected, plan.Rate / 1000, 0.1);
        Assert.Equal(100, plan.Duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData(300, 350)]
    [InlineData(500, 700)]
    [InlineData(1000, 1100)]
    [InlineData(2000, 2500)]
    public void On_a_path_that_was_measured_its_queue_is_bounded(double available, double next)
    {
        ProbePlan plan = Create(available, next, 3000, isMeasured: true, isCautious: false);
        double queue = (plan.Rate - (available * 1000)) * plan.Duration.TotalMilliseconds / (available * 1000);
        Assert.InRange(queue, 10, 50);
    }

    [Fact]
    public void A_connection_is_probed_for_a_shorter_time()
    {
        var plan = new ProbePlan(1_000_000, TimeSpan.FromMilliseconds(100), 1200);
        Assert.Equal(60, plan.Shortened().Duration.TotalMilliseconds);
        Assert.Equal(TimeSpan.FromMilliseconds(40), (plan with { Duration = TimeSpan.FromMilliseconds(40) }).Shortened().Duration);
    }

    [Fact]
    public void Thin_paths_get_small_packets_for_what_is_added()
    {
        Assert.Equal(1200, Create(1000, 1500, 3000, false, false).PacketLength);
        Assert.Equal(300, Create(100, 120, 1000, true, true).PacketLength);
    }

    [Fact]
    public void It_stays_below_the_maximum()
    {
        var demand = new CongestionDemand { NextNeed = 500_000, TopNeed = 3_000_000 };
        Assert.Equal(700_000, ProbePlan.Create(demand, 600_000, false, false, 700_000, hinted: 0).Rate);
        Assert.Equal(2_000_000, ProbePlan.Create(demand, 600_000, false, false, 5_000_000, hinted: 2_000_000).Rate);
    }

    private static ProbePlan Create(double available, double next, double top, bool isMeasured, bool isCautious)
    {
        var demand = new CongestionDemand { NextNeed = next * 1000, TopNeed = top * 1000, Present = available * 500 };
        return ProbePlan.Create(demand, available * 1000, isMeasured, isCautious, double.MaxValue, hinted: 0);
    }
}
