using Tureen.Engine.Codecs;
using Tureen.Engine.Rtp;
using Tureen.Tests.Engine.Codecs;
using Tureen.Tests.Engine.Forwarding;

namespace Tureen.Tests.Cases;

/// <summary>An encoder counts its pictures anew, near the numbers that it had, while the sequence numbers go on.</summary>
public sealed class M01_PictureNumberRestartTests
{
    private static readonly DependencyDescriptorBytes OneByTwo = new()
    {
        Templates = [(0, 0, "SS", [], []), (0, 0, "SS", [2], []), (0, 1, "-D", [1], [])],
    };

    private static readonly DependencyDescriptorBytes Other = new()
    {
        Offset = 20,
        Templates = [(0, 0, "SSS", [], []), (0, 0, "SSS", [4], []), (0, 1, "-SS", [2], []), (0, 2, "--D", [1], [])],
    };

    [Theory]
    [InlineData(500, 0)]
    [InlineData(500, 499)]
    [InlineData(20, 32_700)]
    [InlineData(20_000, 19_000)]
    public void VP8_picture_ids_go_on_from_the_key_frame_of_a_new_counting(int last, int first)
    {
        var parser = new PayloadParser(MediaCodec.Vp8);
        var selector = new Vp8LayerSelector();
        selector.SetTargets(0, 2);
        selector.RequireSync();
        int expected = 0;
        ushort sequence = 100;
        for (int i = 0; i < 200; i++)
        {
            int pictureId = i < 20 ? last - 19 + i : first + i - 20;
            byte[] payload = LayerScene.Vp8(pictureId & PictureIdField.Mask, isKey: i is 0 or 20);
            PayloadDescriptor descriptor = Parse(parser, payload, default, sequence++);
            bool marker = true;
            Assert.True(selector.TrySelect(descriptor, ref marker, out PayloadRewrite rewrite), $"Picture {i} is not sent.");
            Assert.Equal(++expected, rewrite.PictureId);
        }
    }

    [Fact]
    public void A_late_packet_from_before_a_new_counting_is_not_sent_under_a_new_number()
    {
        var parser = new PayloadParser(MediaCodec.Vp8);
        var selector = new Vp8LayerSelector();
        selector.SetTargets(0, 2);
        selector.RequireSync();
        Assert.Equal(1, Select(parser, selector, 100, 500, isKey: true));
        Assert.Equal(2, Select(parser, selector, 101, 501));
        Assert.Equal(3, Select(parser, selector, 103, 10, isKey: true));
        Assert.Equal(-1, Select(parser, selector, 102, 502, isLate: true));
        Assert.Equal(4, Select(parser, selector, 104, 11));
    }

    [Fact]
    public void A_new_counting_whose_key_frame_was_not_seen_is_followed_after_two_packets()
    {
        var parser = new PayloadParser(MediaCodec.Vp8);
        var selector = new Vp8LayerSelector();
        selector.SetTargets(0, 2);
        selector.RequireSync();
        Select(parser, selector, 100, 500, isKey: true);
        Select(parser, selector, 101, 501);
        Select(parser, selector, 103, 101);
        Assert.Equal(3, Select(parser, selector, 104, 102));
        Assert.Equal(4, Select(parser, selector, 105, 103));
    }

    [Fact]
    public void VP9_pictures_are_sent_from_the_key_frame_of_a_new_counting_on()
    {
        var parser = new PayloadParser(MediaCodec.Vp9);
        var selector = new Vp9LayerSelector(spatialLayers: 2, temporalLayers: 3, isKSvc: false);
        selector.SetTargets(1, 2);
        ushort sequence = 65_500;
        for (int i = 0; i < 400; i++)
        {
            // The picture before the new counting was of two layers; those after it must not be judged by the history of that time.
            int pictureId = i < 200 ? 300 + i : 290 + i - 200;
            byte[] payload = LayerScene.Vp9(pictureId, 0, isKey: i is 0 or 200, temporal: i % 2);
            PayloadDescriptor descriptor = Parse(parser, payload, default, sequence++);
            bool marker = true;
            Assert.True(selector.TrySelect(descriptor, ref marker, out _), $"Picture {i} is not sent.");
        }
    }

    [Theory]
    [InlineData(300, 200)]
    [InlineData(900, 0)]
    [InlineData(40_000, 39_990)]
    public void Frames_with_a_dependency_descriptor_are_sent_from_the_key_frame_of_a_new_counting_on(int last, int first)
    {
        var parser = new PayloadParser(MediaCodec.Av1);
        var selector = new DecodeTargetSelector();
        selector.SetTargets(0, 2);
        ushort sequence = 100;
        PushFrames(parser, selector, OneByTwo, last - 100, ref sequence);
        PushFrames(parser, selector, Other, first, ref sequence);
        Assert.Equal(2, selector.CurrentTemporalLayer);
    }

    private static void PushFrames(
        PayloadParser parser, DecodeTargetSelector selector, DependencyDescriptorBytes bytes, int first, ref ushort sequence)
    {
        for (int i = 0; i < 100; i++)
        {
            byte[] dependencies = bytes.Write(i == 0 ? 0 : 1, first + i, withStructure: i == 0, distances: i == 0 ? null : [1]);
            PayloadDescriptor descriptor = Parse(parser, [0x10, 1, 2], dependencies, sequence++);
            Assert.True(descriptor.IsPresent);
            bool marker = true;
            Assert.True(selector.TrySelect(descriptor, ref marker, out _), $"Frame {i} from {first} is not sent.");
        }
    }

    private static PayloadDescriptor Parse(
        PayloadParser parser, byte[] payload, ReadOnlySpan<byte> dependencies, ushort sequence, bool isLate = false)
    {
        PayloadDescriptor descriptor = parser.Parse(payload, marker: true, dependencies, isLate);
        return descriptor with { Counting = parser.FindCounting(sequence, isLate, descriptor) };
    }

    private static int Select(
        PayloadParser parser, Vp8LayerSelector selector, ushort sequence, int pictureId, bool isKey = false, bool isLate = false)
    {
        PayloadDescriptor descriptor = Parse(parser, LayerScene.Vp8(pictureId, isKey), default, sequence, isLate);
        bool marker = true;
        return selector.TrySelect(descriptor, ref marker, out PayloadRewrite rewrite) ? rewrite.PictureId : -1;
    }
}
