using Tureen.Engine.Codecs;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Engine.Codecs;

public sealed class Av1AggregationHeaderTests
{
    [Theory]
    [InlineData("08 00", true)]
    [InlineData("18 0a", true)]
    [InlineData("10 00", false)]
    [InlineData("88 00", false)]
    [InlineData("", false)]
    public void A_new_sequence_is_known(string hex, bool expected) => Assert.Equal(expected, Av1AggregationHeader.IsNewSequence(Hex(hex)));
}
