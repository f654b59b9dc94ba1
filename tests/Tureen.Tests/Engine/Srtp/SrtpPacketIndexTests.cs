using Tureen.Engine.Srtp;

namespace Tureen.Tests.Engine.Srtp;

public class SrtpPacketIndexTests
{
    [Theory]
    [InlineData(0x0_0005, 0x0006, 0x0_0006)]
    [InlineData(0x0_FFFF, 0x0000, 0x1_0000)]
    [InlineData(0x1_0000, 0xFFFF, 0x0_FFFF)]
    [InlineData(0x1_8000, 0x0000, 0x1_0000)]
    [InlineData(0x1_8001, 0x0000, 0x2_0000)]
    [InlineData(0x1_7FFF, 0xFFFF, 0x1_FFFF)]
    [InlineData(0x1_7FFE, 0xFFFF, 0x0_FFFF)]
    [InlineData(0x0_0005, 0xFFF0, 0x0_FFF0)]
    [InlineData(0xFFFF_FFFF_FFFF, 0x0001, 0xFFFF_FFFF_0001)]
    public void The_guess_is_the_nearest_index(ulong highest, ushort sequenceNumber, ulong expected) =>
        Assert.Equal(expected, SrtpPacketIndex.Guess(highest, sequenceNumber));
}
