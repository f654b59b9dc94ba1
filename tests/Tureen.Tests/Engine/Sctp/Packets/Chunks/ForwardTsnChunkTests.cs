using Tureen.Engine.Sctp.Packets.Chunks;
using static Tureen.Tests.Engine.Sctp.SctpBytes;

namespace Tureen.Tests.Engine.Sctp.Packets.Chunks;

public sealed class ForwardTsnChunkTests
{
    private const string Wire = "C0000010 0000000A 00010002 FFFE0003";

    [Fact]
    public void The_streams_are_read()
    {
        Assert.True(ForwardTsnChunk.TryParse(Hex(Wire), out ForwardTsnChunk chunk));
        Assert.Equal(10u, chunk.NewCumulativeTsn);
        Assert.Equal(2, chunk.SkippedCount);
        Assert.Equal(new SkippedMessage(1, IsUnordered: false, 2), chunk.Skipped(0));
        Assert.Equal(new SkippedMessage(0xFFFE, IsUnordered: false, 3), chunk.Skipped(1));
    }

    [Fact]
    public void What_is_written_is_what_was_read()
    {
        byte[] written = new byte[16];
        Assert.Equal(16, ForwardTsnChunk.Write(written, 10, [new SkippedMessage(1, false, 2), new SkippedMessage(0xFFFE, false, 3)]));
        Assert.Equal(Hex(Wire), written);
    }

    [Theory]
    [InlineData("C0000004")]
    [InlineData("C000000A 0000000A 0001")]
    [InlineData("C0000010 0000000A 00010002")]
    public void A_length_that_does_not_fit_does_not_parse(string wire) =>
        Assert.False(ForwardTsnChunk.TryParse(Hex(wire), out _));
}
