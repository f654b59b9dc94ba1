using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Tureen.Interop.Tests.Broadcasts;

/// <summary>One broadcaster of a room, by the HTTP API of the room server.</summary>
internal sealed class BroadcastApi : IDisposable
{
    private const string Id = "broadcaster";

    private readonly HttpClient _http;

    private BroadcastApi(string server, string roomId)
    {
        _http = new HttpClient { BaseAddress = new Uri($"http://{server}/rooms/{roomId}/"), Timeout = TimeSpan.FromSeconds(20) };
    }

    /// <summary>The peers of the room, with what they send.</summary>
    public JsonArray Peers { get; private set; } = [];

    public static async Task<BroadcastApi> JoinAsync(string server, string roomId, JsonObject? capabilities = null)
    {
        BroadcastApi api = new(server, roomId);
        JsonNode answer = await api.SendAsync("broadcasters", new JsonObject
        {
            ["id"] = Id,
            ["displayName"] = "A program",
            ["device"] = new JsonObject { ["name"] = "program" },
            ["rtpCapabilities"] = capabilities,
        });
        api.Peers = answer["peers"]!.AsArray();
        return api;
    }

    public Task<JsonNode> PostAsync(string path, JsonObject body) => SendAsync($"broadcasters/{Id}/{path}", body);

    /// <summary>Makes a plain transport; the answer has its id and where it listens.</summary>
    public Task<JsonNode> CreateTransportAsync(JsonObject options)
    {
        options["type"] = "plain";
        return PostAsync("transports", options);
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> SendAsync(string path, JsonObject body)
    {
        using HttpResponseMessage response = await _http.PostAsJsonAsync(path, body);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }
}
