using Tureen.Engine.Sctp.Packets.Chunks;
using static Tureen.Tests.Engine.Sctp.SctpBytes;

namespace Tureen.Tests.Engine.Sctp.Packets.Chunks;

public sealed class SackChunkTests
{
    private const string Wire = "0300001C 0000000A 00010000 00020001 00020003 00050005 00000009";

    [Fact]
    public void Gap_blocks_and_duplicates_are_read()
    {
        Assert.True(SackChunk.TryParse(Hex(Wire), out SackChunk chunk));
        Assert.Equal(10u, chunk.CumulativeTsnAck);
        Assert.Equal(65_536u, chunk.ReceiverWindow);
        Assert.Equal(2, chunk.GapBlockCount);
        Assert.Equal(new GapBlock(2, 3), chunk.GapBlock(0));
        Assert.Equal(new GapBlock(5, 5), chunk.GapBlock(1));
        Assert.Equal(1, chunk.DuplicateCount);
        Assert.Equal(9u, chunk.Duplicate(0));
    }

    [Fact]
    public void What_is_written_is_what_was_read()
    {
        byte[] written = new byte[28];
        Assert.Equal(28, SackChunk.Write(written, 10, 65_536, [new GapBlock(2, 3), new GapBlock(5, 5)], [9]));
        Assert.Equal(Hex(Wire), written);
    }

    [Theory]
    [InlineData("0300000F 0000000A 00010000 00000000")]
    [InlineData("03000010 0000000A 00010000 00010000")]
    [InlineData("03000010 0000000A 00010000 FFFFFFFF")]
    [InlineData("03000014 0000000A 00010000 00010001 00020003")]
    [InlineData("03000010 0000000A 00010000 0000FFFF 00000001")]
    public void Counts_that_exceed_the_chunk_do_not_parse(string wire) =>
        Assert.False(SackChunk.TryParse(Hex(wire), out _));
}
