using Tureen.Engine.Rtcp;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Engine.Rtcp;

public sealed class AppTests
{
    [Fact]
    public void An_application_packet_is_read()
    {
        Assert.True(App.TryParse(Single(Hex("85cc0003 01020304 41424344 deadbeef")), out App app));

        Assert.Equal(5, app.Subtype);
        Assert.Equal(0x01020304u, app.Ssrc);
        Assert.Equal("ABCD"u8.ToArray(), app.Name.ToArray());
        Assert.Equal(Hex("deadbeef"), app.Data.ToArray());
    }

    [Fact]
    public void A_packet_without_a_name_is_refused() => Assert.False(App.TryParse(Single(Hex("80cc0001 01020304")), out _));
}
