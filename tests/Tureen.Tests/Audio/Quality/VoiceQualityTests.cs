using Tureen.Audio;

namespace Tureen.Tests.Audio.Quality;

public sealed class VoiceQualityTests
{
    /// <summary>Values of G.107's formulas, calculated by hand.</summary>
    [Theory]
    [InlineData(0, 0, 93.2, 4.41)]
    [InlineData(100, 0, 93.2, 4.41)]
    [InlineData(200, 0, 90.06, 4.33)]
    [InlineData(400, 0, 69.05, 3.55)]
    [InlineData(100, 0.01, 89.56, 4.32)]
    [InlineData(100, 0.05, 77.42, 3.92)]
    [InlineData(100, 1, 17.25, 1.18)]
    public void The_score_falls_with_delay_and_concealment(double milliseconds, double concealed, double rating, double score)
    {
        TimeSpan delay = TimeSpan.FromMilliseconds(milliseconds);

        Assert.InRange(VoiceQuality.Rate(delay, concealed), rating - 0.3, rating + 0.3);
        Assert.InRange(VoiceQuality.Score(delay, concealed), score - 0.03, score + 0.03);
    }

    [Fact]
    public void Bursts_are_worse_and_impossible_values_refused()
    {
        Assert.True(VoiceQuality.Score(TimeSpan.Zero, 0.05, burstRatio: 2) < VoiceQuality.Score(TimeSpan.Zero, 0.05));
        Assert.Throws<ArgumentOutOfRangeException>(static () => VoiceQuality.Score(TimeSpan.Zero, 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => VoiceQuality.Score(TimeSpan.FromTicks(-1), 0));
        Assert.Throws<ArgumentOutOfRangeException>(static () => VoiceQuality.Score(TimeSpan.Zero, 0, burstRatio: 0.5));
    }
}
