using System.Runtime.Versioning;
using Tureen.Rooms.Page.Joining;

namespace Tureen.Tests.Rooms.Page.Joining;

[SupportedOSPlatform("browser")]
public sealed class RoomLinkTests
{
    [Theory]
    [InlineData("https://example.com:4443/?roomId=kitchen", "kitchen")]
    [InlineData("https://example.com/?a=b&roomId=my%20room&c", "my room")]
    [InlineData("http://localhost/?room=x", "x")]
    [InlineData("http://localhost/?roomId=", null)]
    [InlineData("http://localhost/", null)]
    public void A_link_names_its_room(string address, string? room) => Assert.Equal(room, RoomLink.RoomOf(address));

    [Fact]
    public void The_link_for_others_leads_into_the_same_room() =>
        Assert.Equal("a&b=c", RoomLink.RoomOf(RoomLink.For("https://example.com/?x=1", "a&b=c")));

    [Theory]
    [InlineData("https://example.com:4443/?roomId=x", "wss://example.com:4443/?roomId=r&peerId=p%20q")]
    [InlineData("https://example.com/call/?roomId=x", "wss://example.com/call/?roomId=r&peerId=p%20q")]
    [InlineData("https://example.com/call/index.html", "wss://example.com/call/?roomId=r&peerId=p%20q")]
    [InlineData("http://127.0.0.1:5000/", "ws://127.0.0.1:5000/?roomId=r&peerId=p%20q")]
    public void Signaling_is_as_safe_as_the_page(string address, string expected) => Assert.Equal(expected, RoomLink.Socket(address, "r", "p q", "", ""));

    [Fact]
    public void The_way_back_shows_the_token_of_the_first_join() =>
        Assert.Equal("ws://a:1/?roomId=r&peerId=p&reconnectToken=t%20k", RoomLink.Socket("http://a:1/", "r", "p", "t k", ""));

    [Theory]
    [InlineData("http://a:1/?roomId=r#token=a.b%20c", "a.b c")]
    [InlineData("http://a:1/?roomId=r#other", "")]
    [InlineData("http://a:1/", "")]
    public void A_link_may_have_an_access_token(string address, string token) => Assert.Equal(token, RoomLink.TokenOf(address));

    [Theory]
    [InlineData("http://a:1/?roomId=r#key=k-_", "k-_", "")]
    [InlineData("http://a:1/?roomId=r#token=a.b&key=k", "k", "a.b")]
    [InlineData("http://a:1/?roomId=r#key=k&token=a.b", "k", "a.b")]
    [InlineData("http://a:1/?roomId=r&key=k", "", "")]
    [InlineData("http://a:1/?roomId=r#monkey=k", "", "")]
    public void A_link_may_have_the_key_of_the_call(string address, string key, string token) =>
        Assert.Equal((key, token), (RoomLink.KeyOf(address), RoomLink.TokenOf(address)));

    [Fact]
    public void The_link_for_others_has_the_key_and_not_the_token() =>
        Assert.Equal("http://a:1/?roomId=r%26#key=k", RoomLink.For("http://a:1/?x#token=t&key=k", "r&", "k"));

    [Fact]
    public void Signaling_shows_the_access_token() =>
        Assert.Equal("ws://a:1/?roomId=r&peerId=p&token=a.b%2Bc", RoomLink.Socket("http://a:1/", "r", "p", "", "a.b+c"));

    [Fact]
    public void New_names_differ() => Assert.Equal(20, Enumerable.Range(0, 20).Select(_ => RoomLink.NewId()).Distinct().Count());
}
