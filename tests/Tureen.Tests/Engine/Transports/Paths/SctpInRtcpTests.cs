using Tureen.Engine.Transports.Paths;

namespace Tureen.Tests.Engine.Transports.Paths;

public sealed class SctpInRtcpTests
{
    [Fact]
    public void What_is_wrapped_comes_out_again()
    {
        byte[] sctp = [.. Enumerable.Range(0, 400).Select(static value => (byte)value)];
        byte[] rtcp = new byte[SctpInRtcp.HeaderLength + sctp.Length];
        int length = SctpInRtcp.Wrap(sctp, rtcp);

        Assert.Equal(rtcp.Length, length);
        Assert.Equal([0x80, 204, 0, 102], rtcp[..4]);
        Assert.True(SctpInRtcp.TryUnwrap(rtcp, out ReadOnlySpan<byte> unwrapped));
        Assert.Equal(sctp, unwrapped.ToArray());
    }

    [Fact]
    public void Other_rtcp_is_left_alone()
    {
        byte[] rtcp = new byte[SctpInRtcp.HeaderLength + 12];
        SctpInRtcp.Wrap(new byte[12], rtcp);
        for (int i = 0; i < SctpInRtcp.HeaderLength; i++)
        {
            byte[] other = [.. rtcp];
            other[i] ^= 1;
            Assert.False(SctpInRtcp.TryUnwrap(other, out _), $"byte {i}");
        }

        Assert.False(SctpInRtcp.TryUnwrap(rtcp.AsSpan(0, SctpInRtcp.HeaderLength), out _));
        Assert.False(SctpInRtcp.TryUnwrap(rtcp.AsSpan(0, rtcp.Length - 4), out _));
        Assert.False(SctpInRtcp.TryUnwrap([], out _));
    }
}
