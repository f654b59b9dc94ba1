using Tureen.Engine.Rtp;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;
using static Tureen.Tests.Engine.Rtp.RtpBytes;

namespace Tureen.Tests.Engine.Rtp;

public sealed class RtpPacketTests
{
    [Fact]
    public void A_packet_with_a_one_byte_element_is_read()
    {
        byte[] bytes = Packet(111, 23617, 1660241882, 2674985186, Hex("bede0001 10ff0000"), payload: 33);

        Assert.True(RtpPacket.TryParse(bytes, out RtpPacket packet));
        Assert.False(packet.Marker);
        Assert.Equal(111, packet.PayloadType);
        Assert.Equal(23617, packet.SequenceNumber);
        Assert.Equal(1660241882u, packet.Timestamp);
        Assert.Equal(2674985186u, packet.Ssrc);
        Assert.True(packet.HasExtension);
        Assert.Equal(0xBEDE, packet.ExtensionProfile);
        Assert.Equal(4, packet.ExtensionBlock.Length);
        Assert.Equal(20, packet.HeaderLength);
        Assert.Equal(33, packet.Payload.Length);
        Assert.Equal(1, packet.Payload[0]);
        Assert.Equal(0, packet.PaddingLength);
        Assert.True(packet.TryGetExtension(1, out ReadOnlySpan<byte> value));
        Assert.Equal(Hex("ff"), value.ToArray());
        Assert.False(packet.TryGetExtension(0, out _));
        Assert.False(packet.TryGetExtension(2, out _));
    }

    [Fact]
    public void A_packet_with_padding_is_read()
    {
        Assert.True(RtpPacket.TryParse(
            Packet(100, 28478, 172320136, 3316375386, payload: 78, padding: 149, marker: true), out RtpPacket packet));

        Assert.True(packet.Marker);
        Assert.Equal(100, packet.PayloadType);
        Assert.False(packet.HasExtension);
        Assert.Equal(0, packet.ExtensionProfile);
        Assert.True(packet.ExtensionBlock.IsEmpty);
        Assert.Equal(12, packet.HeaderLength);
        Assert.Equal(78, packet.Payload.Length);
        Assert.Equal(149, packet.PaddingLength);
    }

    [Fact]
    public void A_packet_with_a_longer_block_is_read()
    {
        Assert.True(RtpPacket.TryParse(
            Packet(111, 19354, 863466045, 235797202, Hex("bede0002 10aa2201 02030000"), payload: 77), out RtpPacket packet));

        Assert.Equal(8, packet.ExtensionBlock.Length);
        Assert.Equal(24, packet.HeaderLength);
        Assert.Equal(77, packet.Payload.Length);
        Assert.True(packet.TryGetExtension(2, out ReadOnlySpan<byte> value));
        Assert.Equal(Hex("010203"), value.ToArray());
    }

    [Fact]
    public void A_packet_of_padding_alone_is_read()
    {
        Assert.True(RtpPacket.TryParse(Packet(96, 1, 2, 3, padding: 4), out RtpPacket packet));
        Assert.True(packet.Payload.IsEmpty);
        Assert.Equal(4, packet.PaddingLength);
    }

    [Fact]
    public void A_header_alone_is_read()
    {
        Assert.True(RtpPacket.TryParse(Packet(96, 1, 2, 3), out RtpPacket packet));
        Assert.True(packet.Payload.IsEmpty);
        Assert.Equal(0, packet.PaddingLength);
    }

    [Fact]
    public void Contributing_sources_belong_to_the_header()
    {
        byte[] bytes = Packet(96, 1, 2, 3, payload: 9);
        bytes[0] |= 2;

        Assert.True(RtpPacket.TryParse(bytes, out RtpPacket packet));
        Assert.Equal(20, packet.HeaderLength);
        Assert.Single(packet.Payload.ToArray());
    }

    [Theory]
    [InlineData("bede0002 10ff2101 023104ff", "1=ff 2=0102 3=04ff")]
    [InlineData("bede0003 00001005 00002201 02030000", "1=05 2=010203")]
    [InlineData("10000003 0101ff02 00000304 01020304", "1=ff 2= 3=01020304")]
    [InlineData("100f0001 ff01aa00", "255=aa")]
    [InlineData("abcd0001 10ff0000", "")]
    [InlineData("bede0000", "")]
    public void Elements_of_both_forms_are_walked(string extension, string expected)
    {
        Assert.True(RtpPacket.TryParse(Packet(96, 1, 2, 3, Hex(extension)), out RtpPacket packet));

        var seen = new List<string>();
        foreach (RtpExtensionElement element in packet.EnumerateExtensions())
        {
            seen.Add($"{element.Id}={Convert.ToHexStringLower(element.Value)}");
        }

        Assert.Equal(expected, string.Join(' ', seen));
    }
}
