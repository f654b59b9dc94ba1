using Tureen.Engine.Sctp.Packets.Chunks;
using static Tureen.Tests.Engine.Sctp.SctpBytes;

namespace Tureen.Tests.Engine.Sctp.Packets.Chunks;

public sealed class IDataChunkTests
{
    private const string First = "40060016 12345678 00070000 01020304 00000035 AABB 0000";
    private const string Later = "40050015 12345679 00070000 01020304 00000002 CC 000000";

    [Fact]
    public void The_first_fragment_carries_the_payload_protocol_and_has_the_number_zero()
    {
        Assert.True(IDataChunk.TryParse(Hex(First), out IDataChunk chunk));
        Assert.Equal(DataChunkFlags.Beginning | DataChunkFlags.Unordered, chunk.Flags);
        Assert.Equal(0x12345678u, chunk.Tsn);
        Assert.Equal(7, chunk.StreamId);
        Assert.Equal(0x01020304u, chunk.MessageId);
        Assert.Equal(53u, chunk.PayloadProtocolId);
        Assert.Equal(0u, chunk.FragmentSequence);
        Assert.Equal([0xAA, 0xBB], chunk.Payload.ToArray());
    }

    [Fact]
    public void A_later_fragment_carries_its_number()
    {
        Assert.True(IDataChunk.TryParse(Hex(Later), out IDataChunk chunk));
        Assert.Equal(2u, chunk.FragmentSequence);
        Assert.Equal(0u, chunk.PayloadProtocolId);
    }

    [Theory]
    [InlineData(First)]
    [InlineData(Later)]
    public void What_is_written_is_what_was_read(string wire)
    {
        Assert.True(IDataChunk.TryParse(Hex(wire), out IDataChunk chunk));
        byte[] written = new byte[24];
        written.AsSpan().Fill(0xFF);
        Assert.Equal(24, chunk.Write(written));
        Assert.Equal(Hex(wire), written);
    }

    [Theory]
    [InlineData("40030013 00000001 00000000 00000033 00000000")]
    [InlineData("40030015 00000001 00000000 00000033 00000000")]
    [InlineData("00030014 00000001 00000000 00000033 00000000")]
    public void A_length_that_is_too_short_or_too_long_does_not_parse(string wire) =>
        Assert.False(IDataChunk.TryParse(Hex(wire), out _));
}
