using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Tureen.Rooms;

namespace Tureen.Tests.Rooms.Hosting;

/// <summary>How often an address may ask, and which pages may read the answers.</summary>
public sealed class RequestGateTests
{
    private const string Key = "a key of 32 bytes, or even more..";
    private const string Page = "https://admin.example";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ApiRequestsPerSecond", "GET", "/api/rooms")]
    [InlineData("MediaRequestsPerSecond", "POST", RoomsHost.Prefix + "/studio/whip")]
    [InlineData("JoinsPerSecond", "UPGRADE", RoomsHost.Prefix + "?roomId=a&peerId=b")]
    public async Task Who_asks_too_often_reads_when_to_come_back(string option, string method, string path)
    {
        await using WebApplication app = await RoomsHost.StartAsync(options =>
        {
            options.TokenKey = Key;
            typeof(RoomLimitOptions).GetProperty(option)!.SetValue(options.Limits, 1);
        });
        using var http = new HttpClient { BaseAddress = RoomsHost.AddressOf(app) };
        int answered = 0;
        TimeSpan? pause = null;
        for (; pause is null; answered++)
        {
            Assert.True(answered < 1_000, "Nothing is refused.");
            using HttpResponseMessage answer = await SendAsync(http, method, path);
            pause = answer.StatusCode == HttpStatusCode.TooManyRequests ? answer.Headers.RetryAfter!.Delta : null;
        }

        Assert.InRange(answered, 100, 300);
        Assert.InRange(pause.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));

        // Others of its requests have rates of their own.
        using HttpResponseMessage other = option == "ApiRequestsPerSecond"
            ? await SendAsync(http, "POST", RoomsHost.Prefix + "/studio/whip")
            : await SendAsync(http, "GET", "/api/rooms");
        Assert.Equal(HttpStatusCode.Unauthorized, other.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/api/rooms")]
    [InlineData("PATCH", "/api/rooms/standup")]
    [InlineData("DELETE", "/api/rooms/standup/participants/ann")]
    [InlineData("GET", "/api/dashboard")]
    [InlineData("GET", "/api/webhooks")]
    [InlineData("POST", RoomsHost.Prefix + "/standup/broadcasters")]
    public async Task A_page_of_an_allowed_origin_uses_the_API_and_others_do_not(string method, string path)
    {
        await using WebApplication app = await RoomsHost.StartAsync(static options =>
        {
            options.TokenKey = Key;
            options.AllowedOrigins = [Page];
        });
        using var http = new HttpClient { BaseAddress = RoomsHost.AddressOf(app) };

        using HttpResponseMessage asked = await AskAsync(http, method, path, Page);
        using HttpResponseMessage evil = await AskAsync(http, method, path, "https://evil.example");
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Origin", Page);
        using HttpResponseMessage refused = await http.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.NoContent, asked.StatusCode);
        Assert.Equal(Page, asked.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains(method, asked.Headers.GetValues("Access-Control-Allow-Methods").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, evil.StatusCode);
        Assert.False(evil.Headers.Contains("Access-Control-Allow-Origin"));

        // The page reads why it is refused.
        Assert.Equal((HttpStatusCode.Unauthorized, Page), (refused.StatusCode, refused.Headers.GetValues("Access-Control-Allow-Origin").Single()));
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, string method, string path)
    {
        using var request = new HttpRequestMessage(method == "UPGRADE" ? HttpMethod.Get : new HttpMethod(method), path);
        if (method == "UPGRADE")
        {
            request.Headers.Connection.Add("Upgrade");
            request.Headers.Upgrade.Add(new ProductHeaderValue("websocket"));
            request.Headers.Add("Sec-WebSocket-Version", "13");
            request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
            request.Headers.Add("Sec-WebSocket-Protocol", "protoo");
        }

        request.Content = method == "POST" ? new StringContent("v=0", Encoding.UTF8, "application/sdp") : null;
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
    }

    private static Task<HttpResponseMessage> AskAsync(HttpClient http, string method, string path, string origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", "authorization");
        return http.SendAsync(request, Stop);
    }
}
