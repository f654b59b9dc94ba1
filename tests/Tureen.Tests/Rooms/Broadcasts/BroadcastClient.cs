using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Tureen.Tests.Rooms.Broadcasts;

/// <summary>Speaks with the HTTP API as curl does.</summary>
internal sealed class BroadcastClient(Uri server, string roomId) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = server, Timeout = TimeSpan.FromSeconds(20) };

    public string RoomId => roomId;

    public async Task<(HttpStatusCode Status, JsonNode Answer)> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/rooms/{roomId}{path}");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _http.SendAsync(request);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    /// <summary>The answer to a request that must succeed.</summary>
    public async Task<JsonNode> PostAsync(string path, JsonNode? body = null)
    {
        (HttpStatusCode status, JsonNode answer) = await SendAsync(HttpMethod.Post, path, body?.ToJsonString());
        Assert.True(status == HttpStatusCode.OK, $"{path}: {status} {answer.ToJsonString()}");
        return answer;
    }

    /// <summary>The status of a refused request. A refusal gives its reason.</summary>
    public async Task<HttpStatusCode> RefusedAsync(string path, string? body)
    {
        (HttpStatusCode status, JsonNode answer) = await SendAsync(HttpMethod.Post, path, body);
        Assert.NotEmpty(answer["error"]!.GetValue<string>());
        return status;
    }

    public Task<JsonNode> AddAsync(string id, JsonNode? capabilities = null)
    {
        var body = new JsonObject
        {
            ["id"] = id,
            ["displayName"] = "Name of " + id,
            ["device"] = new JsonObject { ["name"] = "ffmpeg" },
        };
        if (capabilities is not null)
        {
            body["rtpCapabilities"] = capabilities;
        }

        return PostAsync("/broadcasters", body);
    }

    /// <summary>Makes a transport and gives its path.</summary>
    public async Task<string> TransportAsync(string id, JsonObject options)
    {
        JsonNode answer = await PostAsync($"/broadcasters/{id}/transports", options);
        return $"/broadcasters/{id}/transports/{answer["id"]!.GetValue<string>()}";
    }

    public Task<string> PlainAsync(string id) => TransportAsync(id, new JsonObject { ["type"] = "plain" });

    public void Dispose() => _http.Dispose();
}
