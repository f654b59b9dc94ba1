using Tureen.Engine.Codecs;
using Tureen.Engine.Rtp;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Engine.Codecs;

[Collection(nameof(AllocationMeasurement))]
public sealed class PayloadParserTests
{
    private const string Structure = "80 01 2F 80 02 14 EA A8 60 41 4D 14 10 20 84 26";

    [Theory]
    [InlineData(MediaCodec.Av1, "10 00")]
    [InlineData(MediaCodec.H264, "61 42")]
    public void The_dependency_descriptor_decides_where_there_is_one(object codec, string payload)
    {
        var parser = new PayloadParser((MediaCodec)codec);
        Assert.Equal(default, parser.Parse(Hex(payload), marker: false, Hex("81 01 2F")));

        PayloadDescriptor key = parser.Parse(Hex(payload), marker: false, Hex(Structure));
        Assert.True(key is { IsPresent: true, IsKeyFrame: true, HasLayers: true, IsFrameStart: true, IsFrameEnd: false });

        PayloadDescriptor next = parser.Parse(Hex(payload), marker: true, Hex("43 01 30"));
        Assert.True(next is { IsPresent: true, IsKeyFrame: false, TemporalLayer: 2, IsFrameStart: false, IsFrameEnd: true });
        Assert.Equal(0b1UL, next.References.Near);
        Assert.Equal(304, next.Dependencies.FrameNumber);
    }

    [Theory]
    [InlineData(MediaCodec.Av1, "08 00", true)]
    [InlineData(MediaCodec.Av1, "10 00", false)]
    [InlineData(MediaCodec.H264, "67 42", true)]
    [InlineData(MediaCodec.H264, "65 42", false)]
    public void Without_a_descriptor_the_payload_shows_key_frames_and_no_layers(object codec, string payload, bool isKeyFrame)
    {
        PayloadDescriptor read = new PayloadParser((MediaCodec)codec).Parse(Hex(payload), marker: true, default);
        Assert.True(read is { IsPresent: true, HasLayers: false, IsFrameEnd: true, Length: 0 });
        Assert.Equal(isKeyFrame, read.IsKeyFrame);
    }

    [Theory]
    [InlineData(MediaCodec.Opus)]
    [InlineData(MediaCodec.Other)]
    public void Other_codecs_say_nothing(object codec)
    {
        var parser = new PayloadParser((MediaCodec)codec);
        for (int first = 0; first < 256; first++)
        {
            Assert.Equal(default, parser.Parse([(byte)first, 0, 0, 0], marker: true, Hex(Structure)));
        }
    }

    [Fact]
    public void Picture_ids_of_seven_bits_are_counted_on()
    {
        var parser = new PayloadParser(MediaCodec.Vp8);
        Assert.Equal(120, PictureId(parser, 120));
        Assert.Equal(127, PictureId(parser, 127));
        Assert.Equal(128, PictureId(parser, 0));
        Assert.Equal(126, PictureId(parser, 126));
        for (int i = 0; i < 40_000; i++)
        {
            Assert.Equal((127 + i) & 0x7FFF, PictureId(parser, (byte)((127 + i) & 0x7F)));
        }
    }

    [Fact]
    public void An_empty_payload_says_nothing()
    {
        foreach (MediaCodec codec in Enum.GetValues<MediaCodec>())
        {
            Assert.Equal(default, new PayloadParser(codec).Parse([], marker: true, Hex(Structure)));
        }
    }

    [Fact]
    public void Nothing_is_allocated_per_packet()
    {
        (MediaCodec Codec, byte[] Payload, byte[] Descriptor)[] inputs =
        [
            (MediaCodec.Vp8, Hex("90 f0 81 11 22 33 00"), []),
            (MediaCodec.Vp9, Hex("f8 05 20 03 09 c8 00"), []),
            (MediaCodec.H264, Hex("78 00 02 67 42 00 01 68"), []),
            (MediaCodec.Av1, Hex("10 00"), Hex(Structure)),
            (MediaCodec.Av1, Hex("10 00"), Hex("C3 01 30")),
            (MediaCodec.Opus, Hex("00"), []),
        ];
        PayloadParser[] parsers = [.. Enum.GetValues<MediaCodec>().Select(static codec => new PayloadParser(codec))];
        for (int round = 0; round < 2; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 2000; i++)
            {
                foreach ((MediaCodec codec, byte[] payload, byte[] descriptor) in inputs)
                {
                    parsers[(int)codec].Parse(payload, marker: true, descriptor);
                }
            }

            Assert.True(round == 0 || GC.GetAllocatedBytesForCurrentThread() == before);
        }
    }

    private static int PictureId(PayloadParser parser, byte pictureId) =>
        parser.Parse([0x90, 0x80, pictureId, 0x01], marker: true, default).PictureId;
}
