using System.Net;
using System.Net.WebSockets;
using Tureen.Server.Hosting;
using Tureen.Server.Settings;

namespace Tureen.Tests.Rooms.Rooms;

[Collection(RoomServerCollection.Name)]
public sealed class SignalingEndpointTests(RoomServerFixture server)
{
    [Theory]
    [InlineData("?roomId=a&peerId=b", null, HttpStatusCode.Forbidden)]
    [InlineData("?roomId=a&peerId=b", "other", HttpStatusCode.Forbidden)]
    [InlineData("?peerId=b", "protoo", HttpStatusCode.BadRequest)]
    [InlineData("?roomId=a", "protoo", HttpStatusCode.BadRequest)]
    [InlineData("?roomId=&peerId=b", "protoo", HttpStatusCode.BadRequest)]
    public async Task A_wrong_upgrade_is_refused_with_a_reason(string query, string? subProtocol, HttpStatusCode status)
    {
        (HttpStatusCode? answer, string reason) = await UpgradeAsync(server.Address, query, subProtocol);

        Assert.Equal(status, answer);
        Assert.NotEmpty(reason);
    }

    [Fact]
    public async Task Any_path_is_accepted_with_exactly_protoo_among_several_sub_protocols()
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("first");
        socket.Options.AddSubProtocol("protoo");
        var uri = new UriBuilder(server.Address) { Scheme = "ws", Path = "/some/where", Query = $"roomId={RoomServerFixture.NewRoomId()}&peerId=b" };

        await socket.ConnectAsync(uri.Uri, TestContext.Current.CancellationToken);

        Assert.Equal("protoo", socket.SubProtocol);
    }

    [Fact]
    public async Task Another_origin_is_refused_when_one_is_configured()
    {
        await using RoomServer strict = await RoomServerFixture.StartAsync(
            new RoomServerSettings { Port = 0, Workers = 1, AllowedOrigins = ["https://good.example"] });

        (HttpStatusCode? refused, _) = await UpgradeAsync(strict.Address, "?roomId=a&peerId=b", "protoo", "https://bad.example");
        (HttpStatusCode? accepted, _) = await UpgradeAsync(strict.Address, "?roomId=a&peerId=b", "protoo", "https://good.example");

        Assert.Equal(HttpStatusCode.Forbidden, refused);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, accepted);
    }

    [Fact]
    public async Task An_id_that_is_too_long_is_refused_with_400()
    {
        (HttpStatusCode? status, string reason) = await UpgradeAsync(
            server.Address, $"?roomId={new string('r', 2_000)}&peerId=b", "protoo");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotEmpty(reason);
    }

    [Fact]
    public async Task The_first_messages_have_the_version_in_both_dialects()
    {
        await using RawProtooClient client = await server.ConnectAsync(RoomServerFixture.NewRoomId(), "alice");

        Assert.NotEmpty((await client.WaitForAsync("mediasoup-version"))["version"]!.GetValue<string>());
        Assert.NotEmpty((await client.WaitForAsync("mediasoupVersion"))["version"]!.GetValue<string>());
    }

    private static async Task<(HttpStatusCode? Status, string Reason)> UpgradeAsync(
        Uri server,
        string query,
        string? subProtocol,
        string? origin = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, "/" + query));
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.ParseAdd("websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        if (subProtocol is not null)
        {
            request.Headers.Add("Sec-WebSocket-Protocol", subProtocol);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        string reason = response.Headers.TryGetValues("X-WebSocket-Reject-Reason", out IEnumerable<string>? values)
            ? values.Single()
            : string.Empty;
        return (response.StatusCode, reason);
    }
}
