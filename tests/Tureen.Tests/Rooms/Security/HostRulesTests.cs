using Microsoft.AspNetCore.Http;
using Tureen.Rooms.Security;
using Tureen.Server.Settings;

namespace Tureen.Tests.Rooms.Security;

public sealed class HostRulesTests
{
    [Theory]
    [InlineData("localhost:4443", 0)]
    [InlineData("a.localhost", 0)]
    [InlineData("127.0.0.1:4443", 0)]
    [InlineData("192.168.1.5:4443", 0)]
    [InlineData("[2001:db8::1]:4443", 0)]
    [InlineData("MEDIA.example.org", 0)]
    [InlineData("rooms.example.org:8443", 0)]
    [InlineData("evil.example", 421)]
    [InlineData("localhost.evil.example", 421)]
    [InlineData("127.0.0.1.evil.example", 421)]
    [InlineData("", 421)]
    public void The_server_answers_by_its_names_and_by_addresses(string host, int status) =>
        Assert.Equal(status, StatusOf(new() { AnnouncedAddress = "media.example.org", AllowedHosts = ["rooms.example.org"] }, host, null));

    [Theory]
    [InlineData("localhost:4443", "http://localhost:4443", 0)]
    [InlineData("192.168.1.5", "http://192.168.1.5", 0)]
    [InlineData("192.168.1.5", "https://192.168.1.5", 0)]
    [InlineData("[::1]:4443", "http://[::1]:4443", 0)]
    [InlineData("localhost:4443", "http://localhost:3000", 403)]
    [InlineData("localhost", "http://localhost:3000", 403)]
    [InlineData("localhost:4443", "https://evil.example", 403)]
    [InlineData("localhost:4443", "null", 403)]
    [InlineData("localhost:4443", "file://localhost:4443", 403)]
    public void A_page_must_come_from_the_server_itself(string host, string origin, int status) =>
        Assert.Equal(status, StatusOf(new RoomServerSettings(), host, origin));

    [Theory]
    [InlineData("https://example.org", "https://example.org", 0)]
    [InlineData("https://example.org", "http://localhost:4443", 0)]
    [InlineData("https://example.org", "https://example.com", 403)]
    [InlineData("*", "https://example.com", 0)]
    public void Or_from_where_the_operator_allows(string allowed, string origin, int status) =>
        Assert.Equal(status, StatusOf(new() { AllowedOrigins = [allowed] }, "localhost:4443", origin));

    private static int StatusOf(RoomServerSettings settings, string host, string? origin)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Host = host;
        context.Request.Headers.Origin = origin;
        return new HostRules(settings).FindRefusal(context.Request)?.Status ?? 0;
    }
}
