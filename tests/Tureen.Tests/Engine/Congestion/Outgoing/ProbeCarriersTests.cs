using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class ProbeCarriersTests
{
    private static readonly ProbeResult Ignored = new(ProbeOutcome.Lost, 0, default, ProbeLoss: 1);

    private readonly ProbeCarriers _carriers = new();

    [Fact]
    public void A_carrier_that_is_not_reported_twice_rests_for_a_minute()
    {
        Assert.True(_carriers.HandleResult(Timestamp.Zero, ProbeCarrier.Probation, Ignored, mediaLoss: 0));
        Assert.Equal(ProbeCarrier.Probation, _carriers.Choose(Timestamp.Zero, hasRtx: true));
        Assert.True(_carriers.HandleResult(Timestamp.Zero, ProbeCarrier.Probation, Ignored, mediaLoss: 0));

        Assert.Equal(ProbeCarrier.Rtx, _carriers.Choose(Timestamp.FromMilliseconds(59_999), hasRtx: true));
        Assert.Equal(ProbeCarrier.None, _carriers.Choose(Timestamp.FromMilliseconds(59_999), hasRtx: false));
        Assert.Equal(ProbeCarrier.Probation, _carriers.Choose(Timestamp.FromMilliseconds(60_000), hasRtx: true));
    }

    [Fact]
    public void Where_media_is_lost_too_the_path_lost_the_probe() =>
        Assert.False(_carriers.HandleResult(Timestamp.Zero, ProbeCarrier.Probation, Ignored, mediaLoss: 0.1));

    [Fact]
    public void The_next_probe_after_an_ignored_one_comes_soon()
    {
        var schedule = new ProbeSchedule();
        schedule.Start(Timestamp.Zero);
        schedule.HandleResult(Timestamp.Zero, ProbeOutcome.Ignored, isMeasured: false);

        Assert.Equal(Timestamp.FromMilliseconds(500), schedule.Next);
        Assert.False(schedule.IsCautious);
    }
}
