using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;

namespace Tureen.Tests.Engine.Streams;

public sealed class JitterEstimatorTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(1000)]
    public void Packets_in_step_have_no_jitter_however_long_the_worker_runs(int hours)
    {
        // After 13 hours and 15 minutes the clock of 90 kHz has passed 32 bits.
        var estimator = new JitterEstimator();
        Timestamp now = Timestamp.Zero + TimeSpan.FromHours(hours);
        for (uint i = 0; i < 100; i++)
        {
            estimator.Handle(now, i * 1800, 90_000);
            now += TimeSpan.FromMilliseconds(20);
        }

        Assert.InRange(estimator.Jitter, 0, 1);
    }

    [Fact]
    public void Frames_in_decoding_order_have_no_jitter()
    {
        var estimator = new JitterEstimator();
        for (int i = 0; i < 400; i++)
        {
            // Of each four frames the one that is shown last leaves first.
            int frame = (i / 4 * 4) + (i % 4 == 0 ? 4 : i % 4);
            estimator.Handle(Timestamp.FromMilliseconds(1000 + (40 * i)), (uint)(frame * 3600), 90_000);
        }

        Assert.InRange(estimator.Jitter, 0, 1);
    }

    [Theory]
    [InlineData(6 * 90_000)]
    [InlineData(-6 * 90_000)]
    [InlineData(int.MinValue)]
    public void A_clock_that_is_set_anew_is_no_jitter(int step)
    {
        var estimator = new JitterEstimator();
        for (uint i = 0; i < 100; i++)
        {
            uint timestamp = (i * 1800) + (i < 50 ? 0 : (uint)step);
            estimator.Handle(Timestamp.FromMilliseconds(1000 + (20 * i)), timestamp, 90_000);
        }

        Assert.InRange(estimator.Jitter, 0, 1);
    }

    [Fact]
    public void Packets_that_come_late_have_jitter()
    {
        var estimator = new JitterEstimator();
        for (uint i = 0; i < 200; i++)
        {
            estimator.Handle(Timestamp.FromMilliseconds(1000 + (20 * i) + (10 * (i % 2))), i * 1800, 90_000);
        }

        Assert.InRange(estimator.Jitter, 850, 950);
    }
}
