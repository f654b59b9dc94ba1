using Tureen.Engine.Rtcp;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Engine.Rtcp;

public sealed class RtcpCompoundEnumeratorTests
{
    [Fact]
    public void A_header_alone_is_a_packet()
    {
        RtcpPacketView packet = Single(Hex("81cb0000"));

        Assert.Equal(RtcpPacketType.Bye, packet.Type);
        Assert.Equal(1, packet.Count);
        Assert.True(packet.Body.IsEmpty);
    }

    [Theory]
    [InlineData("")]
    [InlineData("80c900")]
    [InlineData("01c90000")]
    [InlineData("c0c90000")]
    [InlineData("80c90001")]
    [InlineData("80bf0000")]
    [InlineData("80e00000")]
    public void A_packet_that_is_short_of_another_version_too_long_or_of_no_RTCP_type_is_malformed(string hex)
    {
        var walk = new RtcpCompoundEnumerator(Hex(hex));

        Assert.False(walk.MoveNext());
        Assert.True(walk.IsMalformed);
    }

    [Fact]
    public void Packets_before_the_malformed_one_are_seen()
    {
        var walk = new RtcpCompoundEnumerator(Hex("80c90001 00000001 80c9ffff"));

        Assert.True(walk.MoveNext());
        Assert.False(walk.MoveNext());
        Assert.True(walk.IsMalformed);
        Assert.False(walk.MoveNext());
    }

    [Fact]
    public void A_compound_is_walked_in_order()
    {
        var types = new List<RtcpPacketType>();
        foreach (RtcpPacketView packet in new RtcpCompoundEnumerator(Hex("80c90001 00000001 81ca0002 00000001 00000000 81cb0001 00000001")))
        {
            types.Add(packet.Type);
        }

        Assert.Equal([RtcpPacketType.ReceiverReport, RtcpPacketType.SourceDescription, RtcpPacketType.Bye], types);
    }

    [Fact]
    public void The_last_packet_may_be_padded_and_its_body_has_no_padding()
    {
        RtcpPacketView packet = Single(Hex("a0c90002 00000001 00000004"));

        Assert.Equal(4, packet.Body.Length);
        Assert.Equal(12, packet.Bytes.Length);
    }

    [Fact]
    public void Padding_by_single_bytes_and_before_the_last_packet_is_taken_as_browsers_send_it()
    {
        var walk = new RtcpCompoundEnumerator(Hex("a0c90002 00000001 00000003 80c90001 00000002"));

        Assert.True(walk.MoveNext());
        Assert.Equal(5, walk.Current.Body.Length);
        Assert.True(walk.MoveNext());
        Assert.False(walk.IsMalformed);
    }

    [Theory]
    [InlineData("a0c90002 00000001 00000000")]
    [InlineData("a0c90002 00000001 00000009")]
    [InlineData("a0c90000")]
    public void Padding_of_a_wrong_length_is_malformed(string hex)
    {
        var walk = new RtcpCompoundEnumerator(Hex(hex));

        Assert.False(walk.MoveNext());
        Assert.True(walk.IsMalformed);
    }
}
