using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tureen.Rooms;

namespace Tureen.Tests.Rooms.Hosting;

/// <summary>Rooms in an application that has other endpoints of its own.</summary>
public sealed class TureenRoomsEndpointExtensionsTests : IAsyncLifetime
{
    private WebApplication _app = null!;

    private Uri Address => RoomsHost.AddressOf(_app);

    public async ValueTask InitializeAsync() =>
        _app = await RoomsHost.StartAsync(map: static app => app.MapGet("/hello", static () => "hello"));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_client_joins_below_the_prefix_and_the_API_knows_its_room()
    {
        await using RawProtooClient alice = await RoomsHost.ConnectAsync(_app, "standup", "alice");
        JsonNode joined = await alice.RequestAsync("join", new JsonObject { ["displayName"] = "Alice" });
        using var http = new HttpClient { BaseAddress = Address };

        using HttpResponseMessage room = await http.GetAsync("/meetings/standup", TestContext.Current.CancellationToken);
        using HttpResponseMessage other = await http.GetAsync("/meetings/other", TestContext.Current.CancellationToken);

        Assert.NotEmpty(joined["reconnectToken"]!.GetValue<string>());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (room.StatusCode, other.StatusCode));
    }

    [Fact]
    public async Task The_endpoints_of_the_application_stay_as_they_are()
    {
        using var http = new HttpClient { BaseAddress = Address };

        using HttpResponseMessage hello = await http.GetAsync("/hello", TestContext.Current.CancellationToken);
        using HttpResponseMessage missing = await http.GetAsync("/rooms/standup", TestContext.Current.CancellationToken);

        Assert.Equal("hello", await hello.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.False(hello.Headers.Contains("X-Frame-Options"));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await UpgradeRequest.SendAsync(Address, "/?roomId=a&peerId=b")).Status);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, (await UpgradeRequest.SendAsync(Address, "/meetings/v2?roomId=a&peerName=b")).Status);
    }

    [Theory]
    [InlineData("/meetings?roomId=a&peerId=b")]
    [InlineData("/meetings/v2?roomId=a&peerName=b")]
    [InlineData("/meetings/a")]
    public async Task Host_and_Origin_are_checked_although_the_application_has_no_middleware(string path)
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await UpgradeRequest.SendAsync(Address, path, "https://evil.example")).Status);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, (await UpgradeRequest.SendAsync(Address, path, host: "evil.example")).Status);
    }

    [Theory]
    [InlineData("RtcMinPort", "70000", "Tureen:Rooms:RtcMinPort must be a number from 1 to 65535, not '70000'")]
    [InlineData("ListenIp", "here", "Tureen:Rooms:ListenIp must be an IP address, not 'here'")]
    [InlineData("AdminToken", "short", "Tureen:Rooms:AdminToken must have 16 characters or more")]
    public void A_host_with_wrong_options_does_not_start(string key, string value, string reason)
    {
        WebApplication app = RoomsHost.Build(new() { ["Tureen:Rooms:" + key] = value });

        Assert.Equal(reason, Assert.Throws<OptionsValidationException>(() => app.MapTureenRooms()).Message);
    }

    [Fact]
    public async Task Nor_does_one_whose_code_sets_wrong_options_and_maps_nothing()
    {
        WebApplication app = RoomsHost.Build([], options => options.Workers = 0);

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("Workers must be a number from 1 to 1024, not '0'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_have_entries_or_commas()
    {
        TureenRoomsOptions options = RoomsHost.Build(new()
        {
            ["Tureen:Rooms:AllowedOrigin:0"] = "https://a.example",
            ["Tureen:Rooms:AllowedOrigin:1"] = "https://b.example/",
            ["Tureen:Rooms:AllowedHost"] = "a.example, b.example",
        }).Services.GetRequiredService<IOptions<TureenRoomsOptions>>().Value;

        Assert.Equal(["https://a.example", "https://b.example"], options.AllowedOrigins);
        Assert.Equal(["a.example", "b.example"], options.AllowedHosts);
    }
}
