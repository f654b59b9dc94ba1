using Tureen.Engine.Codecs;

namespace Tureen.Tests.Engine.Codecs;

public sealed class CodecTraitsTests
{
    [Theory]
    [InlineData("video/VP8", true)]
    [InlineData("video/AV1", true)]
    [InlineData("video/h264", true)]
    [InlineData("video/x-unknown", false)]
    [InlineData("audio/opus", false)]
    public void Codecs_with_key_frames_are_known(string mimeType, bool expected) =>
        Assert.Equal(expected, CodecTraits.Find(mimeType).HasKeyFrames);

    [Fact]
    public void Each_codec_has_one_row_in_its_place() =>
        Assert.All(Enum.GetValues<MediaCodec>(), static codec => Assert.Equal(codec, CodecTraits.Of(codec).Codec));

    [Theory]
    [InlineData("audio/multiopus", nameof(MediaCodec.Opus))]
    [InlineData("VIDEO/vp8", nameof(MediaCodec.Vp8))]
    [InlineData("video/H264-SVC", nameof(MediaCodec.H264))]
    [InlineData("audio/PCMU", nameof(MediaCodec.Other))]
    public void A_MIME_type_names_its_codec_in_any_case(string mimeType, string expected) =>
        Assert.Equal(Enum.Parse<MediaCodec>(expected), CodecTraits.Find(mimeType).Codec);

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
