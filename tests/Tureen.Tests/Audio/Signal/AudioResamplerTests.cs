using Tureen.Audio;
using Tureen.Testing;

namespace Tureen.Tests.Audio.Signal;

public sealed class AudioResamplerTests
{
    [Theory]
    [InlineData(8_000, 48_000)]
    [InlineData(16_000, 48_000)]
    [InlineData(48_000, 16_000)]
    [InlineData(48_000, 8_000)]
    [InlineData(44_100, 48_000)]
    [InlineData(24_000, 44_100)]
    public void A_tone_keeps_its_pitch_and_loudness(int from, int to)
    {
        short[] output = Convert(new AudioResampler(from, to), Tones.Sine(1_000, from, from));

        Assert.InRange(output.Length, to - (to / 50), to + 1);
        Assert.InRange(Tones.Amplitude(output.AsSpan(to / 10, to / 2), 1_000, to), 9_900, 10_100);
        Assert.InRange(Tones.RootMeanSquare(output.AsSpan(to / 10, to / 2)), 7_000, 7_140);
    }

    [Theory]
    [InlineData(48_000, 8_000, 6_000)]
    [InlineData(48_000, 16_000, 11_000)]
    public void What_the_lower_rate_cannot_carry_is_gone(int from, int to, double frequency) =>
        Assert.InRange(Tones.RootMeanSquare(Convert(new AudioResampler(from, to), Tones.Sine(frequency, from, from)).AsSpan(to / 10, to / 2)), 0, 10);

    [Fact]
    public void Parts_of_any_length_give_what_the_whole_gives()
    {
        short[] input = Tones.Noise(seed: 1, 20_000, 20_000);
        short[] whole = Convert(new AudioResampler(16_000, 44_100), input);
        var random = new Random(2);
        var resampler = new AudioResampler(16_000, 44_100);
        List<short> parts = [];
        for (int position = 0; position < input.Length;)
        {
            int length = Math.Min(random.Next(1, 700), input.Length - position);
            parts.AddRange(Convert(resampler, input[position..(position + length)]));
            position += length;
        }

        Assert.Equal(whole, parts);
    }

    [Fact]
    public void A_frame_costs_no_memory()
    {
        var resampler = new AudioResampler(48_000, 16_000);
        short[] input = Tones.Sine(300, 48_000, 960);
        short[] output = new short[2 * resampler.MaxOutput(960)];
        resampler.Process(input, output);
        resampler.Process(input, output);

        Assert.Equal(0, Allocations.Least(() => resampler.Process(input, output)));
    }

    [Fact]
    public void Wrong_rates_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(static () => new AudioResampler(0, 48_000));

    private static short[] Convert(AudioResampler resampler, short[] input)
    {
        short[] output = new short[resampler.MaxOutput(input.Length)];
        return output[..resampler.Process(input, output)];
    }
}
