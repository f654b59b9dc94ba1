using Tureen.Engine.Rtcp;

namespace Tureen.Tests.Engine.Rtcp;

/// <summary>Byte tables of RTCP tests, written as hexadecimal with spaces between words.</summary>
internal static class RtcpBytes
{
    public static byte[] Hex(string text) => Convert.FromHexString(text.Replace(" ", string.Empty, StringComparison.Ordinal));

    /// <summary>The only packet of a compound.</summary>
    public static RtcpPacketView Single(ReadOnlySpan<byte> bytes)
    {
        var walk = new RtcpCompoundEnumerator(bytes);
        Assert.True(walk.MoveNext());
        RtcpPacketView packet = walk.Current;
        Assert.False(walk.MoveNext());
        Assert.False(walk.IsMalformed);
        return packet;
    }
}
