using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Tureen.Rooms;
using Tureen.Rooms.Security;
using Tureen.Server.Hosting;
using Tureen.Tests.Rooms;

namespace Tureen.Tests.Server.Hosting;

[Collection(RoomServerCollection.Name)]
public sealed class ServerEndpointsTests(RoomServerFixture server)
{
    [Theory]
    [InlineData("GET", "/rooms", true)]
    [InlineData("GET", "/rooms/none", true)]
    [InlineData("GET", "/rooms/none/", true)]
    [InlineData("PUT", "/rooms/none", true)]
    [InlineData("DELETE", "/rooms/none", true)]
    [InlineData("GET", "/rooms/none/broadcasters", true)]
    [InlineData("DELETE", "/rooms/none/broadcasters/a/transports/b/connect", true)]
    [InlineData("GET", "/roomsnone", false)]
    [InlineData("POST", "/status", false)]
    [InlineData("POST", "/health", false)]
    [InlineData("GET", "/v2?roomId=a&peerName=b", false)]
    [InlineData("GET", "/appsettings.json", false)]
    public async Task What_is_not_there_is_not_found(string method, string path, bool isJson)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(isJson ? "application/json" : null, response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/any/path")]
    [InlineData("/rooms/none")]
    [InlineData("/status")]
    [InlineData("/health")]
    public async Task A_WebSocket_opens_on_any_path(string path)
    {
        string query = $"?roomId={RoomServerFixture.NewRoomId()}&peerId=alice";

        Assert.Equal(
            HttpStatusCode.SwitchingProtocols,
            (await UpgradeRequest.SendAsync(server.Address, path + query, server.Address.GetLeftPart(UriPartial.Authority))).Status);
    }

    [Fact]
    public async Task A_slash_in_an_id_is_part_of_it()
    {
        using var http = new HttpClient { BaseAddress = server.Address };

        string answer = await (await http.GetAsync("/rooms/a%2Fb%20c", TestContext.Current.CancellationToken))
            .Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("a/b c", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_endpoint_is_guarded()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddTureenRooms();
        ServerTelemetry.Add(builder.Services, otlpEndpoint: null);
        ApiDocument.Add(builder.Services);
        await using WebApplication app = builder.Build();

        ServerEndpoints.Map(app);

        var endpoints = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).ToArray();
        Assert.NotEmpty(endpoints);
        Assert.All(endpoints, endpoint => Assert.NotNull(EndpointRules.Of(endpoint)));
    }
}
