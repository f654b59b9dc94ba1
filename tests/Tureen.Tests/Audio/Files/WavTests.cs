using Tureen.Audio;

namespace Tureen.Tests.Audio.Files;

public sealed class WavTests
{
    [Fact]
    public void What_was_written_is_read()
    {
        short[] samples = Tones.Noise(seed: 1, 10_001, 30_000);
        byte[] file = Write(samples, 16_000);

        using var reader = new WavReader(new MemoryStream(file));
        Assert.Equal((16_000, 1), (reader.SampleRate, reader.Channels));
        Assert.Equal(samples, ReadAll(reader));
        Assert.Equal(44 + (2 * samples.Length), file.Length);
        Assert.Equal(file.Length - 8, BitConverter.ToInt32(file, 4));
    }

    [Fact]
    public void Channels_become_one()
    {
        using var reader = new WavReader(new MemoryStream(Write([100, 200, -100, -300], 48_000, channels: 2)));

        Assert.Equal([150, -200], ReadAll(reader));
    }

    [Theory]
    [InlineData(0, 'X')]
    [InlineData(20, 3)]
    [InlineData(22, 0)]
    [InlineData(22, 200)]
    [InlineData(34, 8)]
    [InlineData(24, 1)]
    [InlineData(16, 1)]
    [InlineData(36, 'x')]
    public void Other_files_are_refused(int at, int value)
    {
        byte[] file = Write([1, 2, 3], 48_000);
        file[at] = (byte)value;

        Assert.Throws<InvalidDataException>(() => new WavReader(new MemoryStream(file)));
        Assert.Throws<InvalidDataException>(() => new WavReader(new MemoryStream(file[..10])));
    }

    [Fact]
    public void A_file_that_ends_early_has_what_is_there()
    {
        using var reader = new WavReader(new MemoryStream(Write([1, 2, 3, 4], 48_000)[..^3]));

        Assert.Equal([1, 2], ReadAll(reader));
    }

    private static byte[] Write(short[] samples, int rate, int channels = 1)
    {
        var stream = new MemoryStream();
        using (var writer = new WavWriter(stream, rate, channels))
        {
            writer.Write(samples);
        }

        return stream.ToArray();
    }

    private static List<short> ReadAll(WavReader reader)
    {
        List<short> samples = [];
        short[] part = new short[1_000];
        for (int count = reader.Read(part); count > 0; count = reader.Read(part))
        {
            samples.AddRange(part.AsSpan(0, count));
        }

        return samples;
    }
}
