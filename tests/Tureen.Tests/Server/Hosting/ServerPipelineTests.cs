using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Tureen.Rooms;
using Tureen.Rooms.Rooms;
using Tureen.Server.Hosting;
using Tureen.Server.Settings;
using Tureen.Tests.Rooms;

namespace Tureen.Tests.Server.Hosting;

/// <summary>The whole server below a path, behind a proxy that speaks for clients elsewhere.</summary>
public sealed class ServerPipelineTests
{
    private const string Key = "a key of 32 bytes, or even more..";
    private const string Client = "198.51.100.7";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Everything_works_below_a_path(bool removesPath)
    {
        await using RoomServer server = await StartAsync("127.0.0.1");
        using var proxy = new PrefixProxy(server.Address, "/calls", removesPath, $"X-Forwarded-For: {Client}");
        using HttpClient http = ClientOf(proxy);

        // 1. Pages and their files, the API and its document.
        foreach (string path in new[] { "/calls/", "/calls/admin", "/calls/admin/admin.js", "/calls/api/rooms", "/calls/metrics", "/calls/scalar/", "/calls/health/live" })
        {
            using HttpResponseMessage answer = await http.GetAsync(path, Stop);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode}");
        }

        string scalar = await http.GetStringAsync("/calls/scalar/", Stop);
        Assert.DoesNotContain("\"/openapi", scalar, StringComparison.Ordinal);
        JsonNode document = JsonNode.Parse(await http.GetStringAsync("/calls/openapi/tureen.json", Stop))!;
        Assert.EndsWith("/calls", document["servers"]![0]!["url"]!.GetValue<string>().TrimEnd('/'), StringComparison.Ordinal);

        // 2. Addresses in answers lead back through the proxy.
        using HttpResponseMessage created = await http.PostAsync("/calls/api/rooms/attic", null, Stop);
        Assert.Equal((HttpStatusCode.Created, "/calls/api/rooms/attic"), (created.StatusCode, created.Headers.Location?.ToString()));

        // 3. Signaling, by the address of the client itself.
        await using RawProtooClient ann = await RawProtooClient.ConnectAsync(new Uri(proxy.Address + "/"), "attic", "ann", "&token=" + Token("ann", RoomGrants.Participant));
        await ann.RequestAsync("join", new JsonObject { ["displayName"] = "Ann" });
        Room room = server.Rooms.Find("attic")!;
        Assert.Equal(Client, room.Members.Single().RemoteAddress);
    }

    [Fact]
    public async Task The_page_without_its_last_slash_is_found()
    {
        await using RoomServer server = await StartAsync();
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler);

        using HttpResponseMessage answer = await http.GetAsync(new Uri(server.Address, "/calls?roomId=x"), Stop);

        Assert.Equal((HttpStatusCode.Found, "/calls/?roomId=x"), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    [Theory]
    [InlineData("127.0.0.1", "X-Forwarded-For: 203.0.113.9, 198.51.100.7", Client)]
    [InlineData("127.0.0.0/8", "X-Forwarded-For: 203.0.113.9, 198.51.100.7, 127.0.0.2", Client)]
    [InlineData("10.0.0.1", "X-Forwarded-For: 198.51.100.7", "127.0.0.1")]
    [InlineData(null, "X-Forwarded-For: 198.51.100.7", "127.0.0.1")]
    public async Task Only_a_trusted_proxy_says_who_asks(string? trusted, string header, string expected)
    {
        await using RoomServer server = await StartAsync(trusted);
        using var proxy = new PrefixProxy(server.Address, "/calls", removesPath: false, header);

        await using RawProtooClient ann = await RawProtooClient.ConnectAsync(new Uri(proxy.Address + "/"), "attic", "ann", "&token=" + Token("ann", RoomGrants.Participant));
        await ann.RequestAsync("getRouterRtpCapabilities");

        Assert.Equal(expected, server.Rooms.Find("attic")!.Members.Single().RemoteAddress);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData(null)]
    public async Task Whoever_comes_through_a_proxy_is_not_on_this_machine(string? trusted)
    {
        await using RoomServer server = await StartAsync(trusted, key: null);
        using var proxy = new PrefixProxy(server.Address, "/calls", removesPath: false, "X-Forwarded-For: 127.0.0.1");
        using var http = new HttpClient { BaseAddress = proxy.Address };

        using HttpResponseMessage answer = await http.GetAsync("/calls/api/rooms", Stop);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => RawProtooClient.ConnectAsync(new Uri(proxy.Address + "/"), "attic", "ann"));
    }

    private static Task<RoomServer> StartAsync(string? trusted = null, string? key = Key) => RoomServerFixture.StartAsync(
        new SettingsReader(
            CommandLine.Parse(
                [
                    "--port", "0", "--listen-ip", "127.0.0.1", "--workers", "1", "--path-base", "/calls/",
                    .. key is null ? Array.Empty<string>() : ["--token-key", key],
                    .. trusted is null ? Array.Empty<string>() : ["--trusted-proxy", trusted],
                ],
                ServerCommands.Serve),
            static _ => null,
            static _ => null).Read());

    private static string Token(string identity, RoomGrants grants) => new RoomToken { Identity = identity, Grants = grants }.Write(Key);

    private static HttpClient ClientOf(PrefixProxy proxy)
    {
        var http = new HttpClient { BaseAddress = proxy.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token("boss", RoomGrants.Admin));
        return http;
    }
}
