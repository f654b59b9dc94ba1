using Tureen.Engine.Codecs;

namespace Tureen.Tests.Engine.Codecs;

public sealed class KeyFrameDetectionTests
{
    [Theory]
    [InlineData("video/VP8", true)]
    [InlineData("video/AV1", true)]
    [InlineData("video/h264", true)]
    [InlineData("video/H265", false)]
    [InlineData("audio/opus", false)]
    public void Codecs_with_key_frames_are_known(string mimeType, bool expected) =>
        Assert.Equal(expected, KeyFrameDetection.IsSupported(mimeType));

    [Theory]
    [InlineData("00", true)]
    [InlineData("01", true)]
    [InlineData("02 00", true)]
    [InlineData("02", false)]
    [InlineData("00 11", false)]
    [InlineData("03 00", false)]
    [InlineData("", false)]
    public void Opus_silence_is_known(string hex, bool expected) => Assert.Equal(expected, OpusPayload.IsDtx(Bytes(hex)));

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal));
}
