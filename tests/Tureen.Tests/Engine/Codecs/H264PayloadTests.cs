using Tureen.Engine.Codecs;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Engine.Codecs;

public sealed class H264PayloadTests
{
    [Theory]
    [InlineData("67 42", true)]
    [InlineData("65 42", false)]
    [InlineData("07 80 11 00", true)]
    [InlineData("78 00 02 67 42 00 01 68", true)]
    [InlineData("78 00 01 68 00 02 67 42", true)]
    [InlineData("78 00 01 68 00 02 65 42", false)]
    [InlineData("78 00 00 67", false)]
    [InlineData("78 ff ff 68", false)]
    [InlineData("78 00 09 67 42", false)]
    [InlineData("78 00", false)]
    [InlineData("78", false)]
    [InlineData("7c 87", true)]
    [InlineData("7c 07", false)]
    [InlineData("7c 85", false)]
    [InlineData("7c", false)]
    [InlineData("7d 87 00", true)]
    [InlineData("", false)]
    public void Only_a_parameter_set_begins_a_key_frame(string hex, bool expected) => Assert.Equal(expected, H264Payload.IsKeyFrame(Hex(hex)));
}
