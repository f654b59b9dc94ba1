using Tureen.Engine.Primitives;
using Tureen.Testing.Simulation.Congestion.Receivers;

namespace Tureen.Tests.Simulation.Congestion.Receivers;

public sealed class FreezeWatchTests
{
    private static readonly Timestamp Start = new(1_000_000);

    [Theory]
    [InlineData(33, 180, 0)]
    [InlineData(33, 190, 1)]
    [InlineData(133, 390, 0)]
    [InlineData(133, 410, 1)]
    public void A_gap_is_a_freeze_when_it_is_long_for_the_rate_of_the_frames(int interval, int gap, int freezes)
    {
        var watch = new FreezeWatch();
        for (int i = 0; i < 40; i++)
        {
            watch.HandleFrame(Start + TimeSpan.FromMilliseconds(i * interval));
        }

        watch.HandleFrame(Start + TimeSpan.FromMilliseconds((39 * interval) + gap));

        Assert.Equal(freezes, watch.Freezes.Count);
        Assert.All(watch.Freezes, freeze => Assert.Equal(gap, freeze.Duration.TotalMilliseconds));
    }

    [Fact]
    public void A_video_without_a_picture_is_frozen_all_the_time()
    {
        var watch = new FreezeWatch();
        watch.Finish(Start, Start + TimeSpan.FromSeconds(60));

        Assert.Equal([(Start, TimeSpan.FromSeconds(60))], watch.Freezes);
    }
}
