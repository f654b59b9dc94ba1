using System.Net;
using Tureen.Rooms.Settings;
using Tureen.Server.Settings;

namespace Tureen.Tests.Rooms.Settings;

public sealed class MediaAddressTests
{
    [Fact]
    public void By_default_only_ports_that_ask_for_a_password_leave_this_machine()
    {
        MediaAddress address = MediaAddress.Choose(new RoomServerSettings());
        Assert.Equal("127.0.0.1", address.PlainIp);
        Assert.Equal(address.IsOpenByDefault, !IPAddress.IsLoopback(IPAddress.Parse(address.Ip)));
        Assert.Null(address.Announced);
    }

    [Theory]
    [InlineData("127.0.0.1", null, "127.0.0.1")]
    [InlineData("192.0.2.1", null, "192.0.2.1")]
    [InlineData("192.0.2.1", "203.0.113.7", "192.0.2.1")]
    [InlineData("0.0.0.0", "203.0.113.7", "0.0.0.0")]
    [InlineData(null, "203.0.113.7", "0.0.0.0")]
    public void What_the_operator_says_holds_for_all_media(string? listen, string? announced, string ip)
    {
        MediaAddress address = MediaAddress.Choose(new RoomServerSettings
        {
            ListenIp = listen is null ? null : IPAddress.Parse(listen),
            AnnouncedAddress = announced,
        });
        Assert.Equal((ip, ip, announced, false), (address.Ip, address.PlainIp, address.Announced, address.IsOpenByDefault));
    }

    [Theory]
    [InlineData("10.0.0.5", "203.0.113.7", "10.0.0.5")]
    [InlineData("10.0.0.5", "media.example.org", "10.0.0.5")]
    [InlineData("10.0.0.5", "2001:db8::7", "::")]
    [InlineData("::", "203.0.113.7", "0.0.0.0")]
    public void A_further_address_is_listened_for_in_its_family(string listen, string further, string ip)
    {
        MediaAddress address = MediaAddress.Choose(new RoomServerSettings
        {
            ListenIp = IPAddress.Parse(listen),
            AnnouncedAddress = "192.0.2.1",
            FurtherAddresses = [further],
        });

        Assert.Equal((ip, further), Assert.Single(address.Further));
    }

    [Fact]
    public void Everywhere_without_an_announced_address_is_one_address_that_can_be_announced()
    {
        MediaAddress address = MediaAddress.Choose(new RoomServerSettings { ListenIp = IPAddress.Any });
        Assert.NotEqual("0.0.0.0", address.Ip);
        Assert.Equal(address.Ip, address.PlainIp);
    }
}
