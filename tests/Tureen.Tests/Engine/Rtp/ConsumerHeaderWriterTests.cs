using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Testing;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Engine.Rtp;

[Collection(nameof(AllocationMeasurement))]
public sealed class ConsumerHeaderWriterTests : IDisposable
{
    private readonly PacketSlab _slab = new(1);
    private readonly SharedRtpPacket _packet;
    private readonly byte[] _destination = new byte[128];

    public ConsumerHeaderWriterTests()
    {
        Assert.True(new SharedRtpPacketPool(_slab).TryRent(new PacketShare(), out _packet));
        _destination.AsSpan().Fill(0xFF);
    }

    public void Dispose() => _slab.Dispose();

    [Fact]
    public void A_consumer_gets_its_numbers_and_its_mid_as_last_element()
    {
        var writer = Begin();
        _packet.AbsSendTimeOffset = writer.AddExtension(4, 3);
        _packet.TransportSequenceOffset = writer.AddExtension(5, 2);
        End(writer);

        int length = Write("7"u8, marker: true);

        Assert.Equal(Hex("90e0beef 0a0b0c0d cafebabe bede0003 42000000 51000010 37000000"), _destination[..length]);
        Assert.True(RtpPacket.TryParse(_destination.AsSpan(0, length), out RtpPacket parsed));
        Assert.True(parsed.TryGetExtension(4, out ReadOnlySpan<byte> value));
        Assert.True(value.Overlaps(_destination.AsSpan(_packet.AbsSendTimeOffset, 3), out int offset) && offset == 0);
        Assert.True(parsed.TryGetExtension(5, out value));
        Assert.True(value.Overlaps(_destination.AsSpan(_packet.TransportSequenceOffset, 2), out offset) && offset == 0);
    }

    [Fact]
    public void The_two_byte_form_is_kept()
    {
        var writer = Begin(twoByteForm: true);
        writer.AddExtension(7, "0123456789abcdefg"u8);
        End(writer, twoByteForm: true);

        int length = Write("video"u8);

        Assert.True(RtpPacket.TryParse(_destination.AsSpan(0, length), out RtpPacket parsed));
        Assert.Equal(length, parsed.HeaderLength);
        Assert.Equal(16 + 19 + 7 + 2, length);
        Assert.True(parsed.TryGetExtension(1, out ReadOnlySpan<byte> mid));
        Assert.Equal("video"u8.ToArray(), mid.ToArray());
        Assert.True(parsed.TryGetExtension(7, out ReadOnlySpan<byte> value));
        Assert.Equal(17, value.Length);
    }

    [Fact]
    public void Without_mid_and_elements_there_is_no_block()
    {
        End(Begin());

        Assert.Equal(12, Write(default));
        Assert.Equal(Hex("8060beef 0a0b0c0d cafebabe"), _destination[..12]);
    }

    [Fact]
    public void Without_elements_the_mid_stands_alone()
    {
        End(Begin());

        Assert.Equal(20, Write("abc"u8));
        Assert.Equal(Hex("9060beef 0a0b0c0d cafebabe bede0001 12616263"), _destination[..20]);
    }

    [Fact]
    public void A_template_without_an_extension_header_gets_one()
    {
        Begin();
        _packet.HeaderLength = 12;

        Assert.Equal(20, Write("abc"u8));
        Assert.Equal(Hex("9060beef 0a0b0c0d cafebabe bede0001 12616263"), _destination[..20]);
        Assert.Equal(12, Write(default));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    public void A_mid_of_any_length_is_padded_with_zeros(int midLength)
    {
        var writer = Begin();
        writer.AddExtension(6, "!"u8);
        End(writer);

        int length = Write("probator"u8[..midLength]);

        Assert.Equal((16 + 2 + 1 + midLength + 3) & ~3, length);
        Assert.All(_destination[(19 + midLength)..length], static b => Assert.Equal(0, b));
        Assert.Equal(0xFF, _destination[length]);
    }

    [Fact]
    public void Contributing_sources_stay()
    {
        var writer = new RtpHeaderWriter(_packet.Slot, 96, marker: true, 1, 2, 3, csrcs: Hex("11223344"));
        End(writer);

        Assert.Equal(24, Write("abc"u8));
        Assert.Equal(Hex("9160beef 0a0b0c0d cafebabe 11223344 bede0001 12616263"), _destination[..24]);
    }

    [Fact]
    public void Writing_allocates_nothing()
    {
        var writer = Begin();
        writer.AddExtension(6, "!"u8);
        End(writer);
        ConsumerHeader negotiated = Negotiated("abc"u8);
        ConsumerHeaderWriter.Write(_packet, _destination, negotiated, 1, 2, 3, marker: false, out _);

        long allocated = Allocations.Least(() =>
        {
            for (int i = 0; i < 1000; i++)
            {
                ConsumerHeaderWriter.Write(_packet, _destination, negotiated, 1, 2, 3, marker: false, out _);
            }
        });

        Assert.Equal(0, allocated);
    }

    private RtpHeaderWriter Begin(bool twoByteForm = false) => new(_packet.Slot, 96, marker: false, 1, 2, 3, twoByteForm);

    private void End(RtpHeaderWriter writer, bool twoByteForm = false)
    {
        _packet.HasTwoByteExtensions = twoByteForm;
        _packet.ExtensionLength = writer.ExtensionLength;
        _packet.HeaderLength = writer.FinishTemplate();
    }

    private int Write(ReadOnlySpan<byte> mid, bool marker = false) =>
        ConsumerHeaderWriter.Write(_packet, _destination, Negotiated(mid), 0xCAFEBABE, 0xBEEF, 0x0A0B0C0D, marker, out _);

    /// <summary>What the packet's first header was made for.</summary>
    private static ConsumerHeader Negotiated(ReadOnlySpan<byte> mid) => new(new NegotiatedExtensions(), midId: 1, mid);
}
