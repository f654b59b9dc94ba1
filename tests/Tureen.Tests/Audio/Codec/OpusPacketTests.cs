using Tureen.Audio.Codec;

namespace Tureen.Tests.Audio.Codec;

public sealed class OpusPacketTests
{
    [Theory]
    [InlineData("48", 960, true, false)]
    [InlineData("480000", 960, false, false)]
    [InlineData("484000", 960, false, true)]
    [InlineData("4C8000", 960, false, false)]
    [InlineData("580000", 2880, false, false)]
    [InlineData("F8FFFF", 960, false, false)]
    [InlineData("FBFFFF03", 0, false, false)]
    [InlineData("FB0300FF", 2880, false, false)]
    [InlineData("E0000000", 120, false, false)]
    public void The_first_bytes_say_how_long_it_is_and_what_it_has(string hex, int duration, bool isDtx, bool hasFec)
    {
        bool isRead = OpusPacket.TryParse(Convert.FromHexString(hex), out OpusPacket packet);

        Assert.Equal(duration > 0, isRead);
        Assert.Equal((duration, isDtx, hasFec), (packet.Duration, packet.IsDtx, packet.HasFec));
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(16_000)]
    [InlineData(48_000)]
    public void What_the_encoder_makes_is_read_and_decoded(int rate)
    {
        var encoder = new OpusFrameEncoder(rate, 32_000, hasFec: true, expectedLoss: 20);
        var decoder = new OpusFrameDecoder(rate);
        byte[] payload = new byte[1_200];
        short[] decoded = new short[rate / 50];
        int withFec = 0;
        List<short> all = [];
        for (int i = 0; i < 100; i++)
        {
            int length = encoder.Encode(Tones.Speech(rate, rate / 50, i * rate / 50), payload);
            Assert.True(OpusPacket.TryParse(payload.AsSpan(0, length), out OpusPacket packet));
            Assert.Equal(960, packet.Duration);
            withFec += packet.HasFec ? 1 : 0;
            Assert.Equal(rate / 50, decoder.Decode(payload.AsSpan(0, length), decoded));
            all.AddRange(decoded);
        }

        Assert.True(withFec > 50, $"{withFec} of 100 with FEC");
        Assert.InRange(Tones.RootMeanSquare(all.ToArray()), 2_000, 8_000);
    }

    [Fact]
    public void An_empty_payload_is_none() => Assert.False(OpusPacket.TryParse([], out _));
}
