using System.Text;
using Tureen.Engine.Rtcp;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Engine.Rtcp;

public sealed class ByeTests
{
    private const string Bytes = "82cb0006 624276e0 26241870 0e68617374 61206c61 20766973746100";

    [Fact]
    public void Sources_and_reason_are_read()
    {
        Assert.True(Bye.TryParse(Single(Hex(Bytes)), out Bye bye));

        Assert.Equal([0x624276E0u, 0x26241870u], ToArray(bye.Ssrcs));
        Assert.Equal("hasta la vista", Encoding.UTF8.GetString(bye.Reason));
    }

    [Fact]
    public void Writing_what_was_read_gives_the_same_bytes()
    {
        var destination = new byte[28];
        destination.AsSpan().Fill(0xFF);

        Assert.Equal(28, Bye.Write(destination, [0x624276E0, 0x26241870], "hasta la vista"u8));
        Assert.Equal(Hex(Bytes), destination);
        Assert.Equal(0, Bye.Write(destination.AsSpan(1), [0x624276E0, 0x26241870], "hasta la vista"u8));
        Assert.Equal(12, Bye.Write(destination, [1, 2]));
        Assert.Equal(0, Bye.Write(new byte[200], new uint[32]));
    }

    [Theory]
    [InlineData("82cb0001 00000001")]
    [InlineData("81cb0002 00000001 04616263")]
    [InlineData("81cb0002 00000001 ff616263")]
    public void A_count_or_a_reason_past_the_end_is_refused(string hex) =>
        Assert.False(Bye.TryParse(Single(Hex(hex)), out _));

    private static uint[] ToArray(SsrcEnumerator ssrcs)
    {
        var all = new List<uint>();
        foreach (uint ssrc in ssrcs)
        {
            all.Add(ssrc);
        }

        return [.. all];
    }
}
