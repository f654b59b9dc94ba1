using Tureen.Engine.Sctp.Packets.Chunks;
using static Tureen.Tests.Engine.Sctp.SctpBytes;

namespace Tureen.Tests.Engine.Sctp.Packets.Chunks;

public sealed class IForwardTsnChunkTests
{
    private const string Wire = "C2000018 0000000A 00010001 00000002 00030000 FFFFFFFF";

    [Fact]
    public void The_streams_are_read_and_whether_their_messages_are_ordered()
    {
        Assert.True(IForwardTsnChunk.TryParse(Hex(Wire), out IForwardTsnChunk chunk));
        Assert.Equal(10u, chunk.NewCumulativeTsn);
        Assert.Equal(2, chunk.SkippedCount);
        Assert.Equal(new SkippedMessage(1, IsUnordered: true, 2), chunk.Skipped(0));
        Assert.Equal(new SkippedMessage(3, IsUnordered: false, uint.MaxValue), chunk.Skipped(1));
    }

    [Fact]
    public void What_is_written_is_what_was_read()
    {
        byte[] written = new byte[24];
        SkippedMessage[] skipped = [new(1, true, 2), new(3, false, uint.MaxValue)];
        Assert.Equal(24, IForwardTsnChunk.Write(written, 10, skipped));
        Assert.Equal(Hex(Wire), written);
    }

    [Theory]
    [InlineData("C2000007 0000000A")]
    [InlineData("C200000C 0000000A 00010001")]
    [InlineData("C2000018 0000000A 00010001 00000002")]
    public void A_length_that_does_not_fit_does_not_parse(string wire) =>
        Assert.False(IForwardTsnChunk.TryParse(Hex(wire), out _));
}
