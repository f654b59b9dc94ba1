using Tureen.Audio.Signal;

namespace Tureen.Tests.Audio.Signal;

public sealed class TimeStretcherTests
{
    private const int Rate = 16_000;

    [Theory]
    [InlineData(100)]
    [InlineData(180)]
    [InlineData(300)]
    public void A_period_less_or_more_leaves_the_tone_as_it_was(double pitch)
    {
        var stretcher = new TimeStretcher(Rate);
        short[] tone = Tones.Sine(pitch, Rate, 800);
        short[] buffer = new short[1_600];
        tone.CopyTo(buffer, 0);
        int removed = stretcher.Shorten(buffer.AsSpan(0, 800), most: 800, likeness: 0.9);

        Assert.True(removed > 0);
        AssertSmooth(buffer.AsSpan(0, 800 - removed), pitch);
        Assert.InRange(removed % (Rate / pitch), -3, (Rate / pitch) + 3);

        tone.CopyTo(buffer, 0);
        int added = stretcher.Lengthen(buffer, 800, likeness: 0.9);

        Assert.True(added > 0);
        AssertSmooth(buffer.AsSpan(0, 800 + added), pitch);
    }

    [Fact]
    public void Noise_has_no_period_and_silence_any()
    {
        var stretcher = new TimeStretcher(Rate);

        Assert.Equal(0, stretcher.Shorten(Tones.Noise(seed: 1, 800, 10_000), most: 800, likeness: 0.9));
        Assert.Equal(stretcher.MaxLag, stretcher.Shorten(new short[800], most: 800, likeness: 0.9));
        Assert.Equal(0, stretcher.Shorten(new short[10], most: 10, likeness: 0));
    }

    /// <summary>No step is larger than a sine of this amplitude makes.</summary>
    private static void AssertSmooth(ReadOnlySpan<short> samples, double pitch)
    {
        double largest = 10_000 * 2 * Math.PI * pitch / Rate * 1.6;
        for (int i = 1; i < samples.Length; i++)
        {
            Assert.True(Math.Abs(samples[i] - samples[i - 1]) <= largest, $"a step of {samples[i] - samples[i - 1]} at {i}");
        }
    }
}
