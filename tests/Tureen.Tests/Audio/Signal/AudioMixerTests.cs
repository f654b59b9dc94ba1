using Tureen.Audio;

namespace Tureen.Tests.Audio.Signal;

public sealed class AudioMixerTests
{
    [Fact]
    public void Loud_sources_are_limited_only_in_the_sum()
    {
        var mixer = new AudioMixer(3);
        mixer.Add([30_000, 30_000, -30_000]);
        mixer.Add([30_000, -30_000, -30_000]);
        mixer.Add([-30_000, 1]);
        short[] mixed = new short[3];
        mixer.Mix(mixed);
        Assert.Equal([30_000, 1, short.MinValue], mixed);

        mixer.Mix(mixed, without: [-30_000, 1]);
        Assert.Equal([short.MaxValue, 0, short.MinValue], mixed);

        mixer.Clear();
        mixer.Mix(mixed);
        Assert.Equal([0, 0, 0], mixed);
    }

    [Fact]
    public void A_frame_that_is_too_long_and_too_many_sources_are_refused()
    {
        var mixer = new AudioMixer(2);
        Assert.Throws<ArgumentException>(() => mixer.Add([1, 2, 3]));
        for (int i = 0; i < 1_000; i++)
        {
            mixer.Add([short.MaxValue, short.MinValue]);
        }

        Assert.Throws<InvalidOperationException>(() => mixer.Add([1]));
    }
}
