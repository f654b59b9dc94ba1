using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Tureen.Rooms.Security;
using Tureen.Server.Hosting;
using Tureen.Server.Settings;
using Tureen.Tests.Rooms;

namespace Tureen.Tests.Robustness;

/// <summary>S2: the broadcaster API is neither a reflector nor a tool of pages that somebody visits.</summary>
public sealed class S2_BroadcastAccessTests : IAsyncLifetime
{
    private const string Admin = "an admin token of some length";
    private const string Broadcaster = "a broadcaster token of some length";
    private const string Body = """{"id":"studio","displayName":"A","device":{"name":"B"}}""";

    private RoomServer _open = null!;
    private RoomServer _guarded = null!;

    public async ValueTask InitializeAsync()
    {
        var settings = new RoomServerSettings { Port = 0, ListenIp = IPAddress.Loopback, Workers = 1 };
        _open = await RoomServerFixture.StartAsync(settings);
        _guarded = await RoomServerFixture.StartAsync(settings with { AdminToken = Admin, BroadcasterToken = Broadcaster });
    }

    public async ValueTask DisposeAsync()
    {
        await _open.DisposeAsync();
        await _guarded.DisposeAsync();
    }

    [Fact]
    public async Task S2b_a_page_of_another_site_cannot_drive_the_server()
    {
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await PostAsync(_open, "", Body, type: "text/plain"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await PostAsync(_open, "", Body, type: "application/x-www-form-urlencoded"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await PostAsync(_open, "", Body, type: null));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(_open, "", Body, origin: "https://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(_open, "", Body, origin: "null"));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await PostAsync(_open, "", Body, host: "evil.example"));
        Assert.Equal(0, _open.Rooms.Count);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(_open, "", Body));
    }

    [Theory]
    [InlineData("/?roomId=a&peerId=b")]
    [InlineData("/v2?roomId=a&peerName=b")]
    public async Task S2b_nor_can_it_open_a_websocket(string path)
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await UpgradeRequest.SendAsync(_open.Address, path, "https://evil.example")).Status);
        Assert.Equal(
            HttpStatusCode.MisdirectedRequest,
            (await UpgradeRequest.SendAsync(_open.Address, path, "http://evil.example", "evil.example")).Status);
        Assert.Equal(
            HttpStatusCode.SwitchingProtocols,
            (await UpgradeRequest.SendAsync(_open.Address, path, _open.Address.GetLeftPart(UriPartial.Authority))).Status);
    }

    [Fact]
    public async Task S2_by_a_name_of_another_machine_neither_the_API_nor_the_status_page_answers()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(_open, "", Body, host: "192.0.2.5:4443"));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(_open, "/status", host: "192.0.2.5:4443"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(_open, "/status"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(_open, "/health", host: "anything.example"));
    }

    [Fact]
    public async Task S2_a_token_opens_what_it_is_for()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(_guarded, "", Body));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(_guarded, "", Body, token: Admin + "x"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(_guarded, "", Body, token: Broadcaster));
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(_guarded, "", Body, token: Admin));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(_guarded, "/status", token: Broadcaster));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(_guarded, "/status", token: Admin));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.1")]
    [InlineData("192.168.0.255")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:10.0.0.1")]
    public async Task S2a_media_is_not_sent_where_a_stranger_may_not_go(string destination)
    {
        await PostAsync(_guarded, "", Body, token: Broadcaster);
        await AssertRefusedAsync(_guarded, destination, Broadcaster);
        await AssertRefusedAsync(_guarded, destination, Admin);
    }

    [Fact]
    public async Task S2a_a_program_on_this_machine_may_record_on_this_machine()
    {
        await PostAsync(_open, "", Body);

        Assert.Equal(HttpStatusCode.OK, await ConnectAsync(_open, "127.0.0.1", null));
        await AssertRefusedAsync(_open, "10.0.0.1", null);
        Assert.True(DestinationRules.NeedsConfirmation(IPAddress.Parse("8.8.8.8"), CallerAccess.Local));
        Assert.False(DestinationRules.NeedsConfirmation(IPAddress.Loopback, CallerAccess.Local));
        Assert.True(DestinationRules.NeedsConfirmation(IPAddress.Parse("8.8.8.8"), CallerAccess.Broadcaster));
        Assert.False(DestinationRules.NeedsConfirmation(IPAddress.Parse("8.8.8.8"), CallerAccess.Admin));
    }

    [Fact]
    public async Task S2c_one_address_gets_its_share_of_the_ports_and_gives_them_back()
    {
        var settings = new RoomServerSettings
        {
            Port = 0,
            ListenIp = IPAddress.Loopback,
            Workers = 1,
            RtcMinPort = 43_000,
            RtcMaxPort = 43_019,
        };
        await using RoomServer small = await RoomServerFixture.StartAsync(settings);
        await PostAsync(small, "", Body);
        for (int index = 0; index < 5; index++)
        {
            Assert.Equal(HttpStatusCode.OK, await PostAsync(small, "/studio/transports", """{"type":"plain"}"""));
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync(small, "/studio/transports", """{"type":"plain"}"""));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(_open, "/studio/transports", """{"type":"tcp"}""", isNew: true));
        using HttpRequestMessage delete = new(HttpMethod.Delete, "/rooms/a/broadcasters/studio");
        using var http = new HttpClient { BaseAddress = small.Address };
        using HttpResponseMessage deleted = await http.SendAsync(delete, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Equal(0, small.Services.OwnPortTransports.Count);
        Assert.Equal(0, _open.Services.OwnPortTransports.Count);
    }

    private static async Task AssertRefusedAsync(RoomServer server, string destination, string? token) =>
        Assert.Equal(HttpStatusCode.Forbidden, await ConnectAsync(server, destination, token));

    private static async Task<HttpStatusCode> ConnectAsync(RoomServer server, string destination, string? token)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using StringContent plain = new("""{"type":"plain","comedia":false,"rtcpMux":true}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage made = await http.PostAsync("/rooms/a/broadcasters/studio/transports", plain);
        string id = System.Text.Json.Nodes.JsonNode.Parse(await made.Content.ReadAsStringAsync())!["id"]!.GetValue<string>();
        using StringContent where = new($$"""{"ip":"{{destination}}","port":9}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await http.PostAsync($"/rooms/a/broadcasters/studio/transports/{id}/connect", where);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> PostAsync(
        RoomServer server,
        string path,
        string body,
        string? type = "application/json",
        string? origin = null,
        string? host = null,
        string? token = null,
        bool isNew = false)
    {
        if (isNew)
        {
            await PostAsync(server, "", Body);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/rooms/a/broadcasters" + path);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await SendAsync(server, request, host, token);
    }

    private static async Task<HttpStatusCode> GetAsync(RoomServer server, string path, string? host = null, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(server, request, host, token);
    }

    private static async Task<HttpStatusCode> SendAsync(RoomServer server, HttpRequestMessage request, string? host, string? token)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        request.Headers.Host = host;
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
