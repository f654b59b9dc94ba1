using Tureen.Server.Load.Media;

namespace Tureen.Tests.Server.Load.Media;

public sealed class OpusFramesTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(80)]
    [InlineData(258)]
    public void A_packet_has_one_frame_of_silence_and_padding(int length)
    {
        byte[] packet = OpusFrames.Create(length);

        Assert.Equal(length, packet.Length);
        Assert.Equal((31, 0, 3), (packet[0] >> 3, (packet[0] >> 2) & 1, packet[0] & 3));
        Assert.Equal(0x41, packet[1]);
        Assert.Equal(length, 3 + 2 + packet[2]);
        Assert.Equal([0xFF, 0xFE], packet[3..5]);
        Assert.All(packet[5..], static padding => Assert.Equal(0, padding));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(259)]
    public void No_other_length_fits(int length) => Assert.Throws<ArgumentOutOfRangeException>(() => OpusFrames.Create(length));
}
