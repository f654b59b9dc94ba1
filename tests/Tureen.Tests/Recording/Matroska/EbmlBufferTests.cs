using Tureen.Recording.Matroska;

namespace Tureen.Tests.Recording.Matroska;

public sealed class EbmlBufferTests
{
    [Theory]
    [InlineData(0UL, "D78100")]
    [InlineData(1UL, "D78101")]
    [InlineData(0x1234UL, "D7821234")]
    [InlineData(ulong.MaxValue, "D788FFFFFFFFFFFFFFFF")]
    public void A_number_takes_as_few_bytes_as_it_needs(ulong value, string expected)
    {
        var buffer = new EbmlBuffer();

        buffer.WriteUnsigned(MatroskaId.TrackNumber, value);

        Assert.Equal(expected, Convert.ToHexString(buffer.Written));
    }

    [Theory]
    [InlineData(0, "80")]
    [InlineData(126, "FE")]
    [InlineData(127, "407F")]
    [InlineData(16_382, "7FFE")]
    [InlineData(16_383, "203FFF")]
    public void A_length_of_all_ones_is_avoided_because_it_means_unknown(int size, string expected)
    {
        var buffer = new EbmlBuffer();

        buffer.WriteSize(size);

        Assert.Equal(expected, Convert.ToHexString(buffer.Written));
    }

    [Fact]
    public void An_element_with_others_inside_gets_its_length_at_its_end()
    {
        var buffer = new EbmlBuffer();

        int start = buffer.Begin(MatroskaId.Info);
        buffer.WriteText(MatroskaId.MuxingApp, "ab");
        buffer.End(start);

        Assert.Equal("1549A966" + "10000005" + "4D8082" + "6162", Convert.ToHexString(buffer.Written));
    }

    [Fact]
    public void Free_space_is_as_long_as_wanted()
    {
        var buffer = new EbmlBuffer();

        buffer.WriteVoid(10);

        Assert.Equal("EC88" + "0000000000000000", Convert.ToHexString(buffer.Written));
    }
}
