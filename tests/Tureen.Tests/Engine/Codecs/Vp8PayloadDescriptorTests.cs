using Tureen.Engine.Codecs;
using Tureen.Engine.Rtp;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Engine.Codecs;

public sealed class Vp8PayloadDescriptorTests
{
    [Fact]
    public void A_short_picture_id_of_a_key_frame()
    {
        PayloadDescriptor read = Parse("d0 80 11 00");
        Assert.True(read is { IsPresent: true, IsKeyFrame: true, IsFrameStart: true, HasPictureId: true, IsPictureIdLong: false });
        Assert.Equal((17, 3), (read.PictureId, read.Length));
        Assert.False(read.HasLayers || read.HasTl0PictureIndex);
    }

    [Fact]
    public void A_temporal_layer_with_layer_sync()
    {
        PayloadDescriptor read = Parse("88 3e e4 00");
        Assert.True(read is { HasLayers: true, TemporalLayer: 3, IsSwitchingPoint: true, HasPictureId: false, Length: 3 });
        Assert.False(read.IsFrameStart || read.IsKeyFrame);
    }

    [Fact]
    public void All_fields()
    {
        PayloadDescriptor read = Parse("90 f0 ff fe c8 7f 01");
        Assert.Equal((0x7FFE, 0xC8, 1, 6), (read.PictureId, read.Tl0PictureIndex, read.TemporalLayer, read.Length));
        Assert.True(read is { IsPictureIdLong: true, HasTl0PictureIndex: true, IsSwitchingPoint: true, IsKeyFrame: false, IsFrameStart: true });
    }

    [Theory]
    [InlineData("50 00", true)]
    [InlineData("50 01", false)]
    [InlineData("10", false)]
    [InlineData("00 00", false)]
    [InlineData("11 00", false)]
    [InlineData("d0 80 11 01", false)]
    [InlineData("90 f0 81 11 22 33 00", true)]
    [InlineData("90 f0 81 11 22 33 01", false)]
    [InlineData("90 f0 81 11 22 33", false)]
    [InlineData("90 10 ff 00", true)]
    public void The_first_packet_of_a_key_frame_is_known(string hex, bool expected) => Assert.Equal(expected, Parse(hex).IsKeyFrame);

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("d0 80")]
    [InlineData("d0 80 80")]
    [InlineData("d0 40")]
    [InlineData("d0 20")]
    [InlineData("d0 10")]
    [InlineData("d0 f0 80 01 02")]
    [InlineData("d0 f0 01 02")]
    public void Descriptors_that_end_too_early_are_refused(string hex) =>
        Assert.False(Vp8PayloadDescriptor.TryParse(Hex(hex), marker: false, out _));

    [Fact]
    public void A_key_index_alone_names_no_layer()
    {
        PayloadDescriptor read = Parse("80 10 ff 00");
        Assert.True(read is { HasLayers: false, TemporalLayer: 0, IsSwitchingPoint: false, Length: 3 });
    }

    [Theory]
    [InlineData("d0 c0 11 03 aa", "d0 c0 80 14 01")]
    [InlineData("d0 80 11 aa", "d0 80 80 14")]
    [InlineData("90 f0 ff fe c8 7f 01", "90 f0 80 14 01 7f")]
    [InlineData("90 b0 7e 7f 01", "90 b0 80 14 7f")]
    public void The_consumer_s_numbers_replace_the_sender_s(string hex, string expected)
    {
        PayloadDescriptor read = Parse(hex);
        Span<byte> written = stackalloc byte[PayloadRewrite.MaxLength];
        int length = new PayloadRewrite(20, 1).Write(read, Hex(hex), written, out int replaced);
        Assert.Equal(Convert.ToHexString(Hex(expected)), Convert.ToHexString(written[..length]));
        Assert.Equal(read.Length, replaced);

        // The same numbers of 15 bits give the same bytes.
        if (read is { IsPictureIdLong: true })
        {
            length = new PayloadRewrite(read.PictureId, read.Tl0PictureIndex).Write(read, Hex(hex), written, out _);
            Assert.Equal(Convert.ToHexString(Hex(hex).AsSpan(0, read.Length)), Convert.ToHexString(written[..length]));
        }
    }

    [Fact]
    public void Nothing_is_written_where_nothing_is_to_be_rewritten()
    {
        Assert.Equal(0, default(PayloadRewrite).Write(Parse("d0 80 11 00"), Hex("d0 80 11 00"), [], out int replaced));
        Assert.Equal(0, replaced);
        Assert.Equal(0, new PayloadRewrite(1, 1).Write(Parse("10 00"), Hex("10 00"), [], out _));
    }

    private static PayloadDescriptor Parse(string hex)
    {
        Assert.True(Vp8PayloadDescriptor.TryParse(Hex(hex), marker: false, out PayloadDescriptor read));
        return read;
    }
}
