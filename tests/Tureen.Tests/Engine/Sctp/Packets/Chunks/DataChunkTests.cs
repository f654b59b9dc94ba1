using Tureen.Engine.Sctp.Packets.Chunks;
using static Tureen.Tests.Engine.Sctp.SctpBytes;

namespace Tureen.Tests.Engine.Sctp.Packets.Chunks;

public sealed class DataChunkTests
{
    private const string Wire = "000B0013 12345678 0007ABCD 00000033 010203 00";

    [Fact]
    public void All_fields_are_read_and_the_padding_is_not()
    {
        Assert.True(DataChunk.TryParse(Hex(Wire), out DataChunk chunk));
        Assert.Equal(DataChunkFlags.Beginning | DataChunkFlags.End | DataChunkFlags.Immediate, chunk.Flags);
        Assert.Equal(0x12345678u, chunk.Tsn);
        Assert.Equal(7, chunk.StreamId);
        Assert.Equal(0xABCD, chunk.StreamSequence);
        Assert.Equal(51u, chunk.PayloadProtocolId);
        Assert.Equal([1, 2, 3], chunk.Payload.ToArray());
    }

    [Fact]
    public void What_is_written_is_what_was_read_with_zeroed_padding()
    {
        Assert.True(DataChunk.TryParse(Hex(Wire), out DataChunk chunk));
        byte[] written = new byte[20];
        written.AsSpan().Fill(0xFF);
        Assert.Equal(20, chunk.Write(written));
        Assert.Equal(Hex(Wire), written);
    }

    [Fact]
    public void An_empty_payload_is_for_the_association_to_refuse()
    {
        Assert.True(DataChunk.TryParse(Hex("00030010 00000001 00000000 00000033"), out DataChunk chunk));
        Assert.True(chunk.Payload.IsEmpty);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00030010 00000001 00000000 000000")]
    [InlineData("0003000F 00000001 00000000 00000033 00")]
    [InlineData("00030000 00000001 00000000 00000033 00")]
    [InlineData("00030012 00000001 00000000 00000033 00")]
    [InlineData("0003FFFF 00000001 00000000 00000033 00")]
    [InlineData("40030014 00000001 00000000 00000033 00000000")]
    public void A_length_that_is_too_short_or_too_long_does_not_parse(string wire) =>
        Assert.False(DataChunk.TryParse(Hex(wire), out _));
}
