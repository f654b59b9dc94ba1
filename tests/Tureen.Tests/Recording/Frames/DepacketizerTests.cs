using System.Buffers;
using Tureen.Recording.Frames;

namespace Tureen.Tests.Recording.Frames;

public sealed class DepacketizerTests
{
    private static readonly byte[] Sps = Convert.FromHexString("6742C01F95A014016E9B808080A0");
    private static readonly byte[] Pps = Convert.FromHexString("68CE3C80");

    [Fact]
    public void H264_units_get_their_lengths_and_parameter_sets_go_to_the_header()
    {
        byte[] aggregate = [24, 0, (byte)Sps.Length, .. Sps, 0, (byte)Pps.Length, .. Pps];

        (byte[] frame, FrameInfo info) = Join(new H264Depacketizer(null), [aggregate, [0x7C, 0x85, 1, 2], [0x7C, 0x05, 3], [0x7C, 0x45, 4], [0x06, 9]]);

        Assert.Equal("00000005" + "6501020304" + "00000002" + "0609", Convert.ToHexString(frame));
        Assert.True(info.IsKeyFrame);
        Assert.Equal($"0142C01FFFE1000E{Convert.ToHexString(Sps)}010004{Convert.ToHexString(Pps)}", Convert.ToHexString(info.CodecPrivate!));
    }

    [Fact]
    public void H264_without_parameter_sets_is_no_key_frame_unless_signaling_had_them()
    {
        string sprop = $"{Convert.ToBase64String(Sps)},{Convert.ToBase64String(Pps)}";

        Assert.False(Join(new H264Depacketizer(null), [[0x65, 1]]).Info.IsKeyFrame);
        Assert.True(Join(new H264Depacketizer(sprop), [[0x65, 1]]).Info.IsKeyFrame);
    }

    [Fact]
    public void An_H264_fragment_that_does_not_continue_one_is_refused()
    {
        var frame = new ArrayBufferWriter<byte>();

        Assert.False(new H264Depacketizer(null).TryAppend([0x7C, 0x05, 1], frame));
        var started = new H264Depacketizer(null);
        Assert.True(started.TryAppend([0x7C, 0x85, 1], frame));
        Assert.False(started.TryFinish(frame, out _));
    }

    [Theory]
    [InlineData("6742C01F95A014016E9B808080A0", 1280, 720)]
    [InlineData("67640028ACD940780227E5C044000003000400000300C83C60C658", 1920, 1080)]
    [InlineData("67", 0, 0)]
    [InlineData("6742C01F00000000000000000000", 0, 0)]
    public void The_size_of_an_H264_picture_is_that_of_its_sequence(string sps, int width, int height) =>
        Assert.Equal((width, height), H264Sps.ReadSize(Convert.FromHexString(sps)));

    [Fact]
    public void Av1_fragments_become_units_with_lengths_and_delimiters_are_left_out()
    {
        // 1. A temporal delimiter and the start of a frame, which goes on in the second packet.
        byte[] first = [0x40, 0x01, 0x10, 0x03, 0x30, 0xAA, 0xBB];
        byte[] second = [0x90, 0xCC, 0xDD];

        (byte[] frame, FrameInfo info) = Join(new Av1Depacketizer(), [first, second]);

        Assert.Equal("3204" + "AABBCCDD", Convert.ToHexString(frame));
        Assert.False(info.IsKeyFrame);
    }

    [Fact]
    public void An_Av1_sequence_header_makes_a_key_frame_and_the_header_of_the_file()
    {
        byte[] sequence = Convert.FromHexString("08000000040C7F9DE00800");
        byte[] payload = [0x28, (byte)sequence.Length, .. sequence, 0x30, 0x01];

        FrameInfo info = Join(new Av1Depacketizer(), [payload]).Info;

        Assert.True(info.IsKeyFrame);
        Assert.Equal(0x81, info.CodecPrivate![0]);
        Assert.Equal($"0A0A{Convert.ToHexString(sequence[1..])}", Convert.ToHexString(info.CodecPrivate![4..]));
    }

    [Fact]
    public void Layers_of_a_Vp9_picture_get_an_index()
    {
        // Beginning and end of each layer, in its own packet.
        byte[] low = [0x0C, 0x82, 0x49, 0x83, 0x42, 0x00, 0x13, 0xF0, 0x0E, 0xF0];
        byte[] high = [0x0C, 1, 2, 3];

        (byte[] frame, FrameInfo info) = Join(new Vp9Depacketizer(), [low, high]);

        Assert.Equal((true, 320, 240), (info.IsKeyFrame, info.Width, info.Height));
        Assert.Equal("D9" + "09000000" + "03000000" + "D9", Convert.ToHexString(frame[^10..]));
        Assert.Equal(9 + 3 + 10, frame.Length);
    }

    [Fact]
    public void Random_payloads_never_throw()
    {
        var random = new Random(1);
        IDepacketizer[] all = [new Vp8Depacketizer(), new Vp9Depacketizer(), new H264Depacketizer(null), new Av1Depacketizer(), new OpusDepacketizer()];
        for (int i = 0; i < 20_000; i++)
        {
            var payload = new byte[random.Next(1, 40)];
            random.NextBytes(payload);
            foreach (IDepacketizer one in all)
            {
                var frame = new ArrayBufferWriter<byte>();
                one.Reset();
                _ = one.TryAppend(payload, frame) && one.TryAppend(payload, frame) && one.TryFinish(frame, out _);
            }
        }
    }

    private static (byte[] Frame, FrameInfo Info) Join(IDepacketizer depacketizer, byte[][] payloads)
    {
        var frame = new ArrayBufferWriter<byte>();
        Assert.All(payloads, payload => Assert.True(depacketizer.TryAppend(payload, frame)));
        Assert.True(depacketizer.TryFinish(frame, out FrameInfo info));
        return (frame.WrittenSpan.ToArray(), info);
    }
}
