using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Tureen.Rooms;
using Tureen.Server.Hosting;
using Tureen.Server.Settings;
using Tureen.Tests.Rooms;

namespace Tureen.Tests.Server.Hosting;

/// <summary>The document has every endpoint, and each of them answers to those alone who may.</summary>
public sealed class ApiDocumentTests : IAsyncLifetime
{
    private const string Key = "a key of 32 bytes, or even more..";

    /// <summary>Those that answer everybody.</summary>
    private static readonly string[] Open = ["/health", "/health/live", "/health/ready"];

    private RoomServer _server = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RoomServerFixture.StartAsync(
            new RoomServerSettings { Port = 0, ListenIp = IPAddress.Loopback, Workers = 1, TokenKey = Key });
        _http = new HttpClient { BaseAddress = _server.Address };
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _server.DisposeAsync();
    }

    [Fact]
    public async Task Each_endpoint_of_the_document_refuses_who_may_not()
    {
        (string Method, string Path)[] endpoints = await EndpointsAsync();
        var wrong = new List<string>();
        foreach ((string method, string path) in endpoints.Where(static endpoint => !Open.Contains(endpoint.Path, StringComparer.Ordinal)))
        {
            foreach ((string who, string? token) in Strangers())
            {
                HttpStatusCode status = await SendAsync(method, path, token);
                bool isKnown = who is "another room" or "no grant";
                bool mayPublish = who == "no grant" && (path.Contains("/whip", StringComparison.Ordinal) || path.Contains("/whep", StringComparison.Ordinal));
                if (!mayPublish && !(status == HttpStatusCode.Unauthorized || (isKnown && status == HttpStatusCode.Forbidden)))
                {
                    wrong.Add($"{method} {path}: {status} for {who}");
                }
            }
        }

        Assert.True(endpoints.Length > 30, $"{endpoints.Length} endpoints");
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Each_endpoint_of_the_document_answers_to_an_administrator()
    {
        string admin = Token(RoomGrants.Admin, null);
        foreach ((string method, string path) in await EndpointsAsync())
        {
            HttpStatusCode status = await SendAsync(method, path, admin);

            Assert.False(status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.InternalServerError, $"{method} {path}: {status}");
        }
    }

    [Fact]
    public async Task The_document_describes_what_each_endpoint_takes()
    {
        JsonNode document = await DocumentAsync();
        JsonNode patch = document["paths"]!["/api/rooms/{room}"]!["patch"]!;
        JsonNode connect = document["paths"]!["/rooms/{room}/broadcasters/{broadcaster}/transports/{transport}/connect"]!["post"]!;
        JsonNode change = document["components"]!["schemas"]!["RoomChange"]!["properties"]!;

        Assert.EndsWith("/RoomChange", patch["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(
            ["broadcaster", "room", "transport"],
            connect["parameters"]!.AsArray().Select(one => one!["name"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.NotNull(change["isLocked"]);
        Assert.Equal("bearer", document["components"]!["securitySchemes"]!["Bearer"]!["scheme"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_page_of_the_document_has_its_script_from_this_server()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, ApiDocument.PagePath + "/");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(RoomGrants.Admin, null));
        using HttpResponseMessage response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        string page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync("GET", ApiDocument.PagePath + "/", null));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync("GET", ApiDocument.DocumentPath, null));
    }

    private static string Token(RoomGrants grants, string? room, TimeProvider? time = null) =>
        new RoomToken { Identity = "ann", Grants = grants, Room = room }.Write(Key, time);

    private static (string Who, string? Token)[] Strangers() =>
    [
        ("nobody", null),
        ("a wrong token", "wrong"),
        ("an expired token", Token(RoomGrants.Admin, null, new ManualTime { Start = DateTimeOffset.UtcNow.AddHours(-2) })),
        ("another room", Token(RoomGrants.Admin, "attic")),
        ("no grant", Token(RoomGrants.Participant, null)),
    ];

    private async Task<JsonNode> DocumentAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, ApiDocument.DocumentPath);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(RoomGrants.Admin, null));
        using HttpResponseMessage response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    private async Task<(string Method, string Path)[]> EndpointsAsync() =>
    [
        .. (await DocumentAsync())["paths"]!.AsObject().SelectMany(path =>
            path.Value!.AsObject().Select(operation => (operation.Key.ToUpperInvariant(), path.Key.Replace("{", string.Empty, StringComparison.Ordinal).Replace("}", string.Empty, StringComparison.Ordinal)))),
    ];

    private async Task<HttpStatusCode> SendAsync(string method, string path, string? token)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
