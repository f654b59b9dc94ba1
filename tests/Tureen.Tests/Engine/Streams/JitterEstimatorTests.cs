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
}
