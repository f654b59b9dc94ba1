using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Engine.Rtcp;

public sealed class ReceiverEstimatedMaxBitrateTests
{
    // 122754 bps is a mantissa with exponent 0.
    private const string Bytes = "8fce0006 fa17fa17 00000000 52454d42 0201df82 02d0372e 04b10301";

    [Fact]
    public void A_rate_and_two_sources_are_read()
    {
        Assert.True(ReceiverEstimatedMaxBitrate.TryParse(Single(Hex(Bytes)), out ReceiverEstimatedMaxBitrate remb));

        Assert.Equal(0xFA17FA17u, remb.SenderSsrc);
        Assert.Equal(0u, remb.MediaSsrc);
        Assert.Equal(new Bitrate(122754), remb.Bitrate);
        SsrcEnumerator ssrcs = remb.Ssrcs;
        Assert.Equal(2, ssrcs.Count);
        Assert.True(ssrcs.MoveNext());
        Assert.Equal(0x02D0372Eu, ssrcs.Current);
        Assert.True(ssrcs.MoveNext());
        Assert.Equal(0x04B10301u, ssrcs.Current);
        Assert.False(ssrcs.MoveNext());
    }

    [Fact]
    public void Writing_what_was_read_gives_the_same_bytes()
    {
        var destination = new byte[28];
        ReadOnlySpan<uint> ssrcs = [0x02D0372E, 0x04B10301];

        Assert.Equal(28, ReceiverEstimatedMaxBitrate.Write(destination, 0xFA17FA17, 0, new Bitrate(122754), ssrcs));
        Assert.Equal(Hex(Bytes), destination);
        Assert.Equal(0, ReceiverEstimatedMaxBitrate.Write(destination.AsSpan(1), 0, 0, Bitrate.Zero, ssrcs));
        Assert.Equal(0, ReceiverEstimatedMaxBitrate.Write(new byte[2000], 0, 0, Bitrate.Zero, new uint[256]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0x3FFFF)]
    [InlineData(0x40000)]
    [InlineData(1_000_001)]
    [InlineData(10_000_000_000)]
    [InlineData(long.MaxValue)]
    public void A_rate_comes_back_rounded_down_to_18_bits(long rate)
    {
        var destination = new byte[20];

        int length = ReceiverEstimatedMaxBitrate.Write(destination, 0, 0, new Bitrate(rate), []);

        Assert.True(ReceiverEstimatedMaxBitrate.TryParse(Single(destination.AsSpan(0, length)), out ReceiverEstimatedMaxBitrate remb));
        Assert.InRange(remb.Bitrate.BitsPerSecond, rate - (rate >> 17), rate);
    }

    [Fact]
    public void An_exponent_with_mantissa_zero_is_rate_zero()
    {
        Assert.True(ReceiverEstimatedMaxBitrate.TryParse(
            Single(Hex("8fce0004 00000000 00000000 52454d42 00fc0000")), out ReceiverEstimatedMaxBitrate remb));
        Assert.Equal(Bitrate.Zero, remb.Bitrate);
    }

    [Theory]
    [InlineData("8fce0004 00000000 00000000 52454d42 00fc0001")]
    [InlineData("8fce0004 00000000 00000000 52454d42 00bbffff")]
    [InlineData("8fce0004 00000000 00000000 52454d42 01000001")]
    [InlineData("8fce0004 00000000 00000000 52454d43 00000001")]
    [InlineData("8fce0003 00000000 00000000 52454d42")]
    public void A_rate_beyond_64_bits_a_source_past_the_end_and_another_identifier_are_refused(string hex) =>
        Assert.False(ReceiverEstimatedMaxBitrate.TryParse(Single(Hex(hex)), out _));
}
