using Tureen.Audio;

namespace Tureen.Tests.Audio.Signal;

public sealed class AudioLevelsTests
{
    [Fact]
    public void Levels_are_those_of_RFC_6464()
    {
        Assert.Equal(127, AudioLevels.Measure(new short[960]));
        Assert.Equal(127, AudioLevels.Measure([]));
        Assert.Equal(0, AudioLevels.Measure([short.MinValue, short.MinValue]));
        Assert.Equal(3, AudioLevels.Measure(Tones.Sine(1_000, 48_000, 48_000, amplitude: 32_767)));
        Assert.Equal(23, AudioLevels.Measure(Tones.Sine(1_000, 48_000, 48_000, amplitude: 3_276.7)));
        Assert.Equal(90, AudioLevels.Measure([1, -1, 1, -1]));
    }
}
