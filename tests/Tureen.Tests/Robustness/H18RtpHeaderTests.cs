using Tureen.Engine.Rtp;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;
using static Tureen.Tests.Engine.Rtp.RtpBytes;

namespace Tureen.Tests.Robustness;

public sealed class H18RtpHeaderTests
{
    [Fact]
    public void H18_fifteen_contributing_sources_in_a_short_packet_are_refused()
    {
        byte[] bytes = Packet(96, 1, 2, 3, payload: 59);
        bytes[0] |= 15;
        Assert.False(RtpPacket.TryParse(bytes, out _));

        byte[] whole = Packet(96, 1, 2, 3, payload: 60);
        whole[0] |= 15;
        Assert.True(RtpPacket.TryParse(whole, out RtpPacket packet));
        Assert.Equal(72, packet.HeaderLength);
    }

    [Theory]
    [InlineData("bede")]
    [InlineData("bede0001")]
    [InlineData("bedeffff 00000000")]
    public void H18_an_extension_past_the_end_is_refused(string extension) =>
        Assert.False(RtpPacket.TryParse(Packet(96, 1, 2, 3, Hex(extension)), out _));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    [InlineData(255, false)]
    public void H18_padding_of_zero_or_beyond_the_payload_is_refused(byte padding, bool isValid)
    {
        byte[] bytes = Packet(96, 1, 2, 3, payload: 4, padding: 1);
        bytes[^1] = padding;

        Assert.Equal(isValid, RtpPacket.TryParse(bytes, out _));
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x40)]
    [InlineData(0xC0)]
    public void H18_another_version_is_refused(byte first)
    {
        byte[] bytes = Packet(96, 1, 2, 3, payload: 4);
        bytes[0] = first;

        Assert.False(RtpPacket.TryParse(bytes, out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1489)]
    [InlineData(8988)]
    public void H18_a_payload_of_any_length_is_viewed(int payload)
    {
        Assert.True(RtpPacket.TryParse(Packet(96, 1, 2, 3, payload: payload), out RtpPacket packet));
        Assert.Equal(payload, packet.Payload.Length);
    }

    [Fact]
    public void H18_no_prefix_of_a_header_is_taken()
    {
        byte[] bytes = Packet(96, 1, 2, 3, Hex("bede0001 10ff0000"));
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.False(RtpPacket.TryParse(bytes.AsSpan(0, length), out _));
        }
    }
}
