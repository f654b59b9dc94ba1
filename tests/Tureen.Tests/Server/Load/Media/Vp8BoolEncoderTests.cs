using Tureen.Server.Load.Media;

namespace Tureen.Tests.Server.Load.Media;

public sealed class Vp8BoolEncoderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_decoder_reads_what_was_written(int seed)
    {
        var random = new Random(seed);
        (bool Value, int Probability)[] bits = [.. Enumerable.Range(0, 5_000).Select(_ =>
        {
            int probability = random.Next(1, 256);
            return (random.Next(256) >= probability, probability);
        })];
        var encoder = new Vp8BoolEncoder();
        foreach ((bool value, int probability) in bits)
        {
            encoder.Write(value, probability);
        }

        var decoder = new Vp8BoolDecoder(encoder.Finish());

        Assert.Equal(bits.Select(static bit => bit.Value), bits.Select(bit => decoder.Read(bit.Probability)));
    }
}
