using Tureen.Audio.Codec;

namespace Tureen.Tests.Audio.Codec;

public sealed class RedPayloadTests
{
    [Fact]
    public void A_packet_has_the_frames_before_it()
    {
        var encoder = new RedEncoder(payloadType: 111, redundancy: 2);
        byte[] output = new byte[1_200];
        encoder.Write([1, 2, 3], 1_000, output);
        encoder.Write([4, 5], 1_960, output);
        int length = encoder.Write([6, 7, 8, 9], 2_920, output);

        RedBlock[] blocks = Parse(output[..length]);

        Assert.Equal([1_920, 960, 0], blocks.Select(static block => block.TimestampOffset));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], blocks.SelectMany(block => output.Skip(block.Start).Take(block.Length)));
        Assert.All(blocks, static block => Assert.Equal(111, block.PayloadType));
    }

    [Fact]
    public void What_is_too_old_or_does_not_fit_is_left_out()
    {
        var encoder = new RedEncoder(payloadType: 111, redundancy: 1);
        byte[] output = new byte[1_200];
        encoder.Write([1], 0, output);
        Assert.Single(Parse(output[..encoder.Write([2], 20_000, output)]));
        encoder.Write(new byte[700], 20_960, output);
        Assert.Single(Parse(output[..encoder.Write(new byte[700], 21_920, output)]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("EF")]
    [InlineData("EF000403")]
    [InlineData("EF0004036F0102")]
    [InlineData("6F")]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    public void Malformed_payloads_are_refused(string hex)
    {
        Span<RedBlock> blocks = stackalloc RedBlock[8];

        Assert.False(RedPayload.TryParse(Convert.FromHexString(hex), blocks, out _));
    }

    private static RedBlock[] Parse(byte[] payload)
    {
        RedBlock[] blocks = new RedBlock[8];
        Assert.True(RedPayload.TryParse(payload, blocks, out int count));
        return blocks[..count];
    }
}
