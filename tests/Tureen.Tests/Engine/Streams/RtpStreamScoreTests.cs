using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;

namespace Tureen.Tests.Engine.Streams;

public sealed class RtpStreamScoreTests
{
    private static readonly Timestamp Start = Timestamp.FromMilliseconds(1);

    [Theory]
    [InlineData(new[] { 10 }, 10)]
    [InlineData(new[] { 1, 2, 3, 4 }, 3)]
    [InlineData(new[] { 10, 0 }, 3)]
    [InlineData(new[] { 0, 10 }, 7)]
    [InlineData(new[] { 5, 4 }, 4)]
    [InlineData(new[] { 0, 0, 1 }, 1)]
    public void The_newest_sample_weighs_most(int[] samples, int expected)
    {
        var score = new RtpStreamScore(Start);
        foreach (int sample in samples)
        {
            score.Add(Start, sample);
        }

        Assert.Equal(expected, score.Value);
    }

    [Fact]
    public void Only_24_samples_are_remembered()
    {
        var score = new RtpStreamScore(Start);
        for (int i = 0; i < 24; i++)
        {
            score.Add(Start, 0);
        }

        Assert.Equal(0, score.Value);
        for (int i = 0; i < 24; i++)
        {
            score.Add(Start + TimeSpan.FromSeconds(i), 10);
        }

        Assert.Equal(10, score.Value);
        Assert.True(score.ActiveFor(Start + TimeSpan.FromSeconds(24)) > TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(100u, 0u, 0u, 0u, 10)]
    [InlineData(100u, 10u, 0u, 0u, 7)]
    [InlineData(100u, 50u, 0u, 0u, 1)]
    [InlineData(100u, 100u, 0u, 0u, 0)]
    [InlineData(100u, 10u, 10u, 10u, 8)]
    [InlineData(100u, 10u, 10u, 20u, 7)]
    public void Repairs_make_up_for_losses_in_part(uint delivered, uint lost, uint repaired, uint retransmitted, int expected)
    {
        Assert.Equal(expected, new ScoreInterval(delivered, lost, repaired, retransmitted).ToScore());
    }

    [Fact]
    public void Any_interval_gives_a_score_in_bounds()
    {
        var random = new SeededRandomSource(5);
        for (int i = 0; i < 10_000; i++)
        {
            var interval = new ScoreInterval(
                (uint)random.Next(1, 100), (uint)random.Next(0, 200), (uint)random.Next(0, 200), (uint)random.Next(0, 200));
            Assert.InRange(interval.ToScore(), 0, 10);
        }
    }
}
