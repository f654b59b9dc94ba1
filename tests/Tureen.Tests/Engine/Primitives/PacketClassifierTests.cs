using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Primitives;

public sealed class PacketClassifierTests
{
    [Theory]
    [InlineData(20, 0, (int)PacketKind.Stun)]
    [InlineData(20, 1, (int)PacketKind.Stun)]
    [InlineData(20, 2, (int)PacketKind.Stun)]
    [InlineData(20, 3, (int)PacketKind.Unknown)]
    [InlineData(19, 0, (int)PacketKind.Unknown)]
    [InlineData(13, 20, (int)PacketKind.Dtls)]
    [InlineData(13, 63, (int)PacketKind.Dtls)]
    [InlineData(13, 19, (int)PacketKind.Unknown)]
    [InlineData(13, 64, (int)PacketKind.Unknown)]
    [InlineData(12, 22, (int)PacketKind.Unknown)]
    [InlineData(12, 128, (int)PacketKind.Rtp)]
    [InlineData(12, 191, (int)PacketKind.Rtp)]
    [InlineData(12, 127, (int)PacketKind.Unknown)]
    [InlineData(12, 192, (int)PacketKind.Unknown)]
    [InlineData(11, 128, (int)PacketKind.Unknown)]
    public void The_first_byte_and_the_length_decide_the_kind(int length, byte first, int kind)
    {
        byte[] datagram = new byte[length];
        datagram[0] = first;
        if (length >= 8)
        {
            new byte[] { 0x21, 0x12, 0xA4, 0x42 }.CopyTo(datagram, 4);
        }

        Assert.Equal((PacketKind)kind, PacketClassifier.Classify(datagram));
    }

    [Theory]
    [InlineData(191, 12, (int)PacketKind.Rtp)]
    [InlineData(192, 4, (int)PacketKind.Rtcp)]
    [InlineData(200, 12, (int)PacketKind.Rtcp)]
    [InlineData(223, 4, (int)PacketKind.Rtcp)]
    [InlineData(224, 12, (int)PacketKind.Rtp)]
    [InlineData(200, 3, (int)PacketKind.Unknown)]
    public void The_second_byte_distinguishes_RTCP_from_RTP(byte second, int length, int kind)
    {
        byte[] datagram = new byte[length];
        datagram[0] = 0x80;
        datagram[1] = second;

        Assert.Equal((PacketKind)kind, PacketClassifier.Classify(datagram));
    }

    [Fact]
    public void Without_the_magic_cookie_it_is_not_STUN()
    {
        Assert.Equal(PacketKind.Unknown, PacketClassifier.Classify(new byte[20]));
        Assert.Equal(PacketKind.Unknown, PacketClassifier.Classify([]));
    }
}
