using Tureen.Engine.Rtp;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Engine.Rtp;

public sealed class RtpHeaderWriterTests
{
    private readonly byte[] _destination = new byte[64];

    public RtpHeaderWriterTests() => _destination.AsSpan().Fill(0xFF);

    [Fact]
    public void A_header_without_elements_has_no_block()
    {
        var writer = new RtpHeaderWriter(_destination, 96, marker: true, 0x1234, 0x01020304, 0x05060708);

        Assert.Equal(12, writer.Finish());
        Assert.Equal(Hex("80e01234 01020304 05060708"), _destination[..12]);
    }

    [Fact]
    public void One_byte_elements_are_written_and_padded()
    {
        var writer = new RtpHeaderWriter(_destination, 96, marker: false, 1, 2, 3);

        Assert.Equal(17, writer.AddExtension(1, "a"u8));
        Assert.Equal(19, writer.AddExtension(14, 3));
        Assert.Equal(6, writer.ExtensionLength);
        Assert.Equal(24, writer.Finish());
        Assert.Equal(Hex("90600001 00000002 00000003 bede0002 1061e200 00000000"), _destination[..24]);
    }

    [Fact]
    public void Two_byte_elements_are_written_and_padded()
    {
        var writer = new RtpHeaderWriter(_destination, 96, marker: false, 1, 2, 3, twoByteForm: true);

        Assert.Equal(18, writer.AddExtension(15, "ab"u8));
        Assert.Equal(22, writer.AddExtension(1, 0));
        Assert.Equal(24, writer.AddExtension(200, "c"u8));
        Assert.Equal(28, writer.Finish());
        Assert.Equal(Hex("90600001 00000002 00000003 10000003 0f026162 0100c801 63000000"), _destination[..28]);
    }

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(14, 16, false)]
    [InlineData(15, 1, true)]
    [InlineData(1, 17, true)]
    [InlineData(1, 0, true)]
    public void An_element_knows_whether_it_needs_the_two_byte_form(int id, int length, bool expected)
    {
        Assert.Equal(expected, RtpHeaderWriter.NeedsTwoByteForm(id, length));
        var writer = new RtpHeaderWriter(_destination, 96, marker: false, 1, 2, 3);
        Assert.Equal(expected, writer.AddExtension(id, length) == 0);
        var twoByte = new RtpHeaderWriter(_destination, 96, marker: false, 1, 2, 3, twoByteForm: true);
        Assert.Equal(18, twoByte.AddExtension(id, length));
    }

    [Fact]
    public void A_wrong_id_a_too_long_value_and_a_full_destination_are_refused_and_change_nothing()
    {
        var destination = new byte[600];
        var writer = new RtpHeaderWriter(destination, 96, marker: false, 1, 2, 3, twoByteForm: true);
        Assert.Equal(0, writer.AddExtension(0, 1));
        Assert.Equal(0, writer.AddExtension(-1, 1));
        Assert.Equal(0, writer.AddExtension(256, 1));
        Assert.Equal(0, writer.AddExtension(1, 256));
        Assert.Equal(18, writer.AddExtension(1, 255));
        Assert.Equal(275, writer.AddExtension(2, 255));
        Assert.Equal(0, writer.AddExtension(3, 69));
        Assert.Equal(532, writer.AddExtension(3, 68));
        Assert.Equal(600, writer.Finish());
    }

    [Fact]
    public void Contributing_sources_stand_before_the_block()
    {
        var writer = new RtpHeaderWriter(_destination, 96, marker: false, 1, 2, 3, csrcs: Hex("0a0b0c0d 01020304"));

        Assert.Equal(25, writer.AddExtension(1, "x"u8));
        Assert.Equal(28, writer.Finish());
        Assert.Equal(Hex("92600001 00000002 00000003 0a0b0c0d 01020304 bede0001 10780000"), _destination[..28]);
        Assert.True(RtpPacket.TryParse(_destination.AsSpan(0, 28), out RtpPacket packet));
        Assert.True(packet.TryGetExtension(1, out _));
    }
}
