using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Codecs;

public sealed class KeyFrameDetectionTests
{
    [Theory]
    [InlineData(MediaCodec.Vp8, "D0 80 11 00", true)]
    [InlineData(MediaCodec.Vp8, "D0 80 11 01", false)]
    [InlineData(MediaCodec.Vp8, "50 01", false)]
    [InlineData(MediaCodec.Vp8, "50 00", true)]
    [InlineData(MediaCodec.Vp8, "10", false)]
    [InlineData(MediaCodec.Vp8, "00 00", false)]
    [InlineData(MediaCodec.Vp8, "11 00", false)]
    [InlineData(MediaCodec.Vp8, "90 F0 81 11 22 33 00", true)]
    [InlineData(MediaCodec.Vp8, "90 F0 81 11 22 33 01", false)]
    [InlineData(MediaCodec.Vp8, "90 F0 81 11 22 33", false)]
    [InlineData(MediaCodec.Vp8, "D0 80", false)]
    [InlineData(MediaCodec.Vp9, "08 00", true)]
    [InlineData(MediaCodec.Vp9, "48 00", false)]
    [InlineData(MediaCodec.Vp9, "00 00", false)]
    [InlineData(MediaCodec.Vp9, "A8 81 11 00 00", true)]
    [InlineData(MediaCodec.Vp9, "A8 81 11 02 00", false)]
    [InlineData(MediaCodec.Vp9, "A8 11 01", true)]
    [InlineData(MediaCodec.Vp9, "A8 81 11", false)]
    [InlineData(MediaCodec.H264, "67 42", true)]
    [InlineData(MediaCodec.H264, "65 42", false)]
    [InlineData(MediaCodec.H264, "07 80 11 00", true)]
    [InlineData(MediaCodec.H264, "78 00 02 67 42 00 01 68", true)]
    [InlineData(MediaCodec.H264, "78 00 01 68 00 02 67 42", true)]
    [InlineData(MediaCodec.H264, "78 00 01 68 00 02 65 42", false)]
    [InlineData(MediaCodec.H264, "78 00 00 67", false)]
    [InlineData(MediaCodec.H264, "78 FF FF 68", false)]
    [InlineData(MediaCodec.H264, "7C 87", true)]
    [InlineData(MediaCodec.H264, "7C 07", false)]
    [InlineData(MediaCodec.H264, "7C", false)]
    [InlineData(MediaCodec.Av1, "08 00", true)]
    [InlineData(MediaCodec.Av1, "10 00", false)]
    [InlineData(MediaCodec.Opus, "08 00", false)]
    public void The_payload_tells_a_key_frame(object codec, string hex, bool expected) =>
        Assert.Equal(expected, KeyFrameDetection.IsKeyFrame((MediaCodec)codec, Bytes(hex)));

    [Theory]
    [InlineData("80 01 2F 80 02 14 EA A8 60 41 4D 14 10 20 84 26", true)]
    [InlineData("80 01 2F", false)]
    [InlineData("80 01 2F 40", false)]
    [InlineData("00 01 2F 80", false)]
    public void The_dependency_descriptor_decides(string hex, bool expected)
    {
        Assert.Equal(expected, KeyFrameDetection.IsKeyFrame(MediaCodec.Av1, [0x08], Bytes(hex)));
        Assert.Equal(expected, KeyFrameDetection.IsKeyFrame(MediaCodec.H264, [0x67], Bytes(hex)));
    }

    [Fact]
    public void Truncated_and_random_payloads_are_survived()
    {
        var random = new SeededRandomSource(11);
        byte[] bytes = new byte[40];
        for (int i = 0; i < 50_000; i++)
        {
            random.Fill(bytes);
            ReadOnlySpan<byte> payload = bytes.AsSpan(0, random.Next(0, 20));
            ReadOnlySpan<byte> descriptor = bytes.AsSpan(20, random.Next(0, 20));
            foreach (MediaCodec codec in Enum.GetValues<MediaCodec>())
            {
                KeyFrameDetection.IsKeyFrame(codec, payload);
                KeyFrameDetection.IsKeyFrame(codec, payload, descriptor);
            }

            OpusPayload.IsDtx(payload);
        }
    }

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
