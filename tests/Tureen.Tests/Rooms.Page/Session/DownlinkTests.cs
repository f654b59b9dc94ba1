using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Tureen.Rooms.Page.Session;

namespace Tureen.Tests.Rooms.Page.Session;

[SupportedOSPlatform("browser")]
public sealed class DownlinkTests
{
    [Fact]
    public void The_notification_of_the_server_is_read()
    {
        Downlink downlink = Downlink.Read(JsonNode.Parse(
            """{"desiredBitrate":2700000,"effectiveDesiredBitrate":2800000,"availableBitrate":512345}""")!)!.Value;

        Assert.Equal(new Downlink(512_345, 2_700_000), downlink);
        Assert.True(downlink.IsShort);
        Assert.False(new Downlink(2_700_000, 2_700_000).IsShort);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"availableBitrate":"fast"}""")]
    [InlineData("""{"availableBitrate":null,"desiredBitrate":1}""")]
    public void What_says_nothing_is_left_out(string data) => Assert.Null(Downlink.Read(JsonNode.Parse(data)!));
}
