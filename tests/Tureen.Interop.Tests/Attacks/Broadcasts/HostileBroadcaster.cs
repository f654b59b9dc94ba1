using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Tureen.Interop.Tests.Attacks.Broadcasts;

/// <summary>A client of the broadcaster API without any credentials.</summary>
internal sealed class HostileBroadcaster(HttpClient http, string room, string id)
{
    public async Task<HttpStatusCode> JoinAsync(JsonNode? capabilities = null)
    {
        using HttpResponseMessage response = await http.PostAsJsonAsync($"rooms/{room}/broadcasters", Description(capabilities));
        return response.StatusCode;
    }

    /// <summary>Joins as a page of another site does, which can send no JSON without being asked for permission.</summary>
    public async Task<HttpStatusCode> JoinFromPageAsync(string? origin, string? host, string contentType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"rooms/{room}/broadcasters")
        {
            Content = new StringContent(Description(null).ToJsonString(), System.Text.Encoding.UTF8, contentType),
        };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        request.Headers.Host = host;
        using HttpResponseMessage response = await http.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>The answer, or null when it is refused.</summary>
    public async Task<JsonNode?> PostAsync(string path, JsonObject body)
    {
        using HttpResponseMessage response = await http.PostAsJsonAsync($"rooms/{room}/broadcasters/{id}/{path}", body);
        return response.IsSuccessStatusCode ? JsonNode.Parse(await response.Content.ReadAsStringAsync()) : null;
    }

    public Task<JsonNode?> CreateTransportAsync(bool isComedia = true) =>
        PostAsync("transports", new JsonObject { ["type"] = "plain", ["comedia"] = isComedia, ["rtcpMux"] = true });

    private JsonObject Description(JsonNode? capabilities) => new()
    {
        ["id"] = id,
        ["displayName"] = "A program",
        ["device"] = new JsonObject { ["name"] = "program" },
        ["rtpCapabilities"] = capabilities?.DeepClone(),
    };
}
