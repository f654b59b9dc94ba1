using Tureen.Engine.Codecs;
using Tureen.Engine.Rtp;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Engine.Codecs;

public sealed class Vp9PayloadDescriptorTests
{
    [Fact]
    public void Layers_of_the_non_flexible_mode()
    {
        // I P L B E, picture id 0x1234, TID 2, U, SID 1, D, TL0PICIDX 9.
        PayloadDescriptor read = Parse("ec 92 34 53 09 00");
        Assert.True(read is { IsPresent: true, HasLayers: true, IsFrameStart: true, IsFrameEnd: true, IsInterPicturePredicted: true });
        Assert.True(read is { IsPictureIdLong: true, HasTl0PictureIndex: true, IsSwitchingPoint: true, IsKeyFrame: false });
        Assert.Equal((0x1234, 2, 1, 9, 5), (read.PictureId, read.TemporalLayer, read.SpatialLayer, read.Tl0PictureIndex, read.Length));
        Assert.False(read.References.IsKnown);
    }

    [Fact]
    public void References_of_the_flexible_mode()
    {
        // I P L F B, picture id 5, TID 1, SID 0, differences 1, 4 and 100.
        PayloadDescriptor read = Parse("f8 05 20 03 09 c8 00");
        Assert.Equal(new FrameReferences { IsKnown = true, Near = 0b1001, HasFar = true }, read.References);
        Assert.True(read is { HasTl0PictureIndex: false, Length: 6, TemporalLayer: 1 });
    }

    [Fact]
    public void A_scalability_structure_is_passed_over()
    {
        // I L B V, picture id 1, layers, TL0PICIDX; 3 layers with sizes, a group of 4 with one reference each but the first.
        string structure = "58" + "014000b4" + "02800168" + "050002d0" + "04" + "10" + "54 01" + "34 02" + "44 01";
        PayloadDescriptor read = Parse("aa 01 00 07" + structure + "ff");
        Assert.True(read is { IsKeyFrame: true, PictureId: 1, Tl0PictureIndex: 7 });
        Assert.Equal(4 + 1 + 12 + 1 + 7, read.Length);
    }

    [Fact]
    public void The_longest_structure_is_passed_over()
    {
        byte[] payload = [0x0A, 0xF8, .. new byte[32], 255, .. Enumerable.Repeat(new byte[] { 0x0C, 1, 2, 3 }, 255).SelectMany(static picture => picture), 0];
        Assert.True(Vp9PayloadDescriptor.TryParse(payload, out PayloadDescriptor read));
        Assert.Equal(payload.Length - 1, read.Length);
        for (int length = 0; length < payload.Length - 1; length++)
        {
            Assert.False(Vp9PayloadDescriptor.TryParse(payload.AsSpan(0, length), out _));
        }
    }

    [Theory]
    [InlineData("08 00", true)]
    [InlineData("48 00", false)]
    [InlineData("00 00", false)]
    [InlineData("a8 81 11 00 00", true)]
    [InlineData("a8 81 11 02 00", false)]
    [InlineData("a8 11 01 00", true)]
    [InlineData("a8 11 03 00", false)]
    public void The_first_packet_of_a_key_frame_is_known(string hex, bool expected) => Assert.Equal(expected, Parse(hex).IsKeyFrame);

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("80 80")]
    [InlineData("a8 81 11")]
    [InlineData("a8 81 11 00")]
    [InlineData("f8 05 20")]
    [InlineData("f8 05 20 03")]
    [InlineData("f8 05 20 03 03 03 02")]
    [InlineData("f8 05 20 00 00")]
    [InlineData("0a")]
    [InlineData("0a 10 00 00 00")]
    [InlineData("0a 08")]
    [InlineData("0a 08 01")]
    [InlineData("0a 08 01 04")]
    public void Descriptors_that_end_too_early_or_make_no_sense_are_refused(string hex) =>
        Assert.False(Vp9PayloadDescriptor.TryParse(Hex(hex), out _));

    private static PayloadDescriptor Parse(string hex)
    {
        Assert.True(Vp9PayloadDescriptor.TryParse(Hex(hex), out PayloadDescriptor read));
        return read;
    }
}
