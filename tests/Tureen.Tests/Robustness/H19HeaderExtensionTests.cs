using Tureen.Engine.Rtp;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;
using static Tureen.Tests.Engine.Rtp.RtpBytes;

namespace Tureen.Tests.Robustness;

public sealed class H19HeaderExtensionTests
{
    [Fact]
    public void H19_id_0_with_a_length_ends_the_walk() => AssertElements("bede0002 10aa03bb 20cc0000", "1=aa");

    [Fact]
    public void H19_id_15_ends_the_walk() => AssertElements("bede0002 10aaf0bb 20cc0000", "1=aa");

    [Theory]
    [InlineData("bede0001 10aa2fbb", "1=aa")]
    [InlineData("bede0001 10aa0020", "1=aa")]
    [InlineData("10000001 0101aa02", "1=aa")]
    [InlineData("10000002 0101aa02 ffbbcc00", "1=aa")]
    public void H19_an_element_past_the_block_ends_the_walk(string extension, string expected) =>
        AssertElements(extension, expected);

    [Fact]
    public void H19_the_first_of_two_equal_ids_counts()
    {
        Assert.True(RtpPacket.TryParse(Packet(96, 1, 2, 3, Hex("bede0001 10aa10bb")), out RtpPacket packet));
        Assert.True(packet.TryGetExtension(1, out ReadOnlySpan<byte> value));
        Assert.Equal(0xAA, value[0]);
    }

    [Fact]
    public void H19_an_id_with_another_length_in_the_middle_of_a_call_is_read_by_its_own_packet()
    {
        Assert.True(RtpPacket.TryParse(Packet(96, 1, 2, 3, Hex("bede0001 30aa0000")), out RtpPacket before));
        Assert.True(RtpPacket.TryParse(Packet(96, 2, 2, 3, Hex("bede0001 32aabbcc")), out RtpPacket after));

        Assert.True(before.TryGetExtension(3, out ReadOnlySpan<byte> first) && first.Length == 1);
        Assert.True(after.TryGetExtension(3, out ReadOnlySpan<byte> second) && second.Length == 3);
    }

    private static void AssertElements(string extension, string expected)
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
