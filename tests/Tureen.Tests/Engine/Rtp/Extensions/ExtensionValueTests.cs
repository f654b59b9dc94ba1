using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp.Extensions;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Engine.Rtp.Extensions;

public sealed class ExtensionValueTests
{
    private readonly byte[] _value = new byte[16];

    [Theory]
    [InlineData(0, 0u)]
    [InlineData(1_000_000, 262_144u)]
    [InlineData(64_000_000, 0u)]
    [InlineData(65_000_000, 262_144u)]
    [InlineData(63_999_999, 0u)]
    [InlineData(500, 131u)]
    public void Abs_send_time_is_in_6_18_and_wraps_at_64_seconds(long microseconds, uint expected)
    {
        AbsSendTime.Write(_value, new Timestamp(microseconds));

        Assert.True(AbsSendTime.TryRead(_value.AsSpan(0, 3), out uint read));
        Assert.Equal(expected, read);
        Assert.False(AbsSendTime.TryRead(_value.AsSpan(0, 2), out _));
        Assert.False(AbsSendTime.TryRead(_value.AsSpan(0, 4), out _));
    }

    [Fact]
    public void Abs_send_time_comes_back_within_two_microseconds()
    {
        for (long at = 0; at < 63_999_000; at += 997_123)
        {
            Assert.InRange(AbsSendTime.ToMicroseconds(AbsSendTime.FromTimestamp(new Timestamp(at))), at - 2, at + 2);
        }
    }

    [Fact]
    public void A_transport_sequence_is_16_bits()
    {
        TransportSequence.Write(_value, 0xBEEF);

        Assert.True(TransportSequence.TryRead(_value.AsSpan(0, 2), out ushort sequence));
        Assert.Equal(0xBEEF, sequence);
        Assert.True(TransportSequence.TryRead(_value.AsSpan(0, 4), out _));
        Assert.False(TransportSequence.TryRead(_value.AsSpan(0, 1), out _));
    }

    [Theory]
    [InlineData("ff", true, 127)]
    [InlineData("80", true, 0)]
    [InlineData("2a", false, 42)]
    public void An_audio_level_is_read_and_written(string hex, bool hasVoice, byte level)
    {
        Assert.True(AudioLevel.TryRead(Hex(hex), out AudioLevel read));
        Assert.Equal(new AudioLevel(hasVoice, level), read);
        read.Write(_value);
        Assert.Equal(Hex(hex), _value[..1]);
        Assert.False(AudioLevel.TryRead([], out _));
    }

    [Theory]
    [InlineData("00", false, false, 0)]
    [InlineData("0d", true, true, 90)]
    [InlineData("0a", true, false, 180)]
    [InlineData("07", false, true, 270)]
    public void A_video_orientation_is_read_and_written(string hex, bool isBackCamera, bool isFlipped, ushort rotation)
    {
        Assert.True(VideoOrientation.TryRead(Hex(hex), out VideoOrientation read));
        Assert.Equal(new VideoOrientation(isBackCamera, isFlipped, rotation), read);
        read.Write(_value);
        Assert.Equal(Hex(hex), _value[..1]);
        Assert.False(VideoOrientation.TryRead([], out _));
    }

    [Fact]
    public void An_absolute_capture_time_is_read_in_both_forms_and_written_in_the_long_one()
    {
        byte[] extended = Hex("0102030405060708 ffffffffffffffff");

        Assert.True(AbsCaptureTime.TryRead(extended, out AbsCaptureTime read));
        Assert.Equal(new AbsCaptureTime(new NtpTime(0x0102030405060708), -1), read);
        read.Write(_value);
        Assert.Equal(extended, _value);

        Assert.True(AbsCaptureTime.TryRead(extended.AsSpan(0, 8), out read));
        Assert.Null(read.ClockOffset);
        read.Write(_value);
        Assert.Equal(Hex("0102030405060708 0000000000000000"), _value);
        Assert.False(AbsCaptureTime.TryRead(extended.AsSpan(0, 9), out _));
    }

    [Fact]
    public void A_playout_delay_is_read_and_written()
    {
        Assert.True(PlayoutDelay.TryRead(Hex("123abc"), out PlayoutDelay read));
        Assert.Equal(new PlayoutDelay(0x123, 0xABC), read);
        read.Write(_value);
        Assert.Equal(Hex("123abc"), _value[..3]);
        Assert.False(PlayoutDelay.TryRead(Hex("1234"), out _));
    }

    [Theory]
    [InlineData("000001", 1)]
    [InlineData("ffffff", -1)]
    [InlineData("800000", -0x800000)]
    public void A_transmission_time_offset_is_signed(string hex, int expected)
    {
        Assert.True(TransmissionTimeOffset.TryRead(Hex(hex), out int offset));
        Assert.Equal(expected, offset);
        TransmissionTimeOffset.Write(_value, offset);
        Assert.Equal(Hex(hex), _value[..3]);
        Assert.False(TransmissionTimeOffset.TryRead(Hex("0000"), out _));
    }

    [Fact]
    public void A_packet_id_is_32_bits()
    {
        PacketId.Write(_value, 0xCAFEBABE);

        Assert.True(PacketId.TryRead(_value.AsSpan(0, 4), out uint packetId));
        Assert.Equal(0xCAFEBABEu, packetId);
        Assert.False(PacketId.TryRead(_value.AsSpan(0, 5), out _));
    }
}
