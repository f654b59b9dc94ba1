using Tureen.Engine.Sctp.Packets;
using static Tureen.Tests.Engine.Sctp.SctpBytes;

namespace Tureen.Tests.Engine.Sctp.Packets;

public sealed class SctpPacketTests
{
    private const string Wire = "1388 1389 01020304 00000000 06000004 0B00000500000000";

    [Fact]
    public void The_header_and_the_chunks_are_read()
    {
        Assert.True(SctpPacket.TryParse(Hex(Wire), out SctpPacket packet));
        Assert.Equal(5000, packet.SourcePort);
        Assert.Equal(5001, packet.DestinationPort);
        Assert.Equal(0x01020304u, packet.VerificationTag);
        var types = new List<(byte Type, int Length)>();
        foreach (SctpChunk chunk in packet.Chunks)
        {
            types.Add((chunk.Type, chunk.Bytes.Length));
        }

        Assert.Equal([((byte)6, 4), ((byte)11, 5)], types);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1388 1388 01020304 00000000")]
    [InlineData("1388 1388 01020304 00000000 06000003")]
    [InlineData("1388 1388 01020304 00000000 06000000")]
    [InlineData("1388 1388 01020304 00000000 06000005")]
    [InlineData("1388 1388 01020304 00000000 06000004 06")]
    [InlineData("1388 1388 01020304 00000000 0600FFFF")]
    public void A_length_that_does_not_fit_does_not_parse(string wire) => Assert.False(SctpPacket.TryParse(Hex(wire), out _));

    [Fact]
    public void The_last_padding_may_be_missing() =>
        Assert.True(SctpPacket.TryParse(Hex("1388 1388 01020304 00000000 0B000005 00"), out _));

    [Fact]
    public void The_checksum_is_CRC32c()
    {
        byte[] packet = new byte[48];
        uint expected = ~0u;
        for (int i = 0; i < packet.Length; i++)
        {
            packet[i] = i is >= 8 and < 12 ? (byte)0 : (byte)(i * 7);
            expected ^= packet[i];
            for (int bit = 0; bit < 8; bit++)
            {
                expected = (expected & 1) != 0 ? (expected >> 1) ^ 0x82F63B78 : expected >> 1;
            }
        }

        Assert.Equal(~expected, SctpChecksum.Compute(packet));
        SctpChecksum.Write(packet, 0x01020304);
        Assert.Equal([4, 3, 2, 1], packet[8..12]);
        Assert.Equal(~expected, SctpChecksum.Compute(packet));
    }
}
