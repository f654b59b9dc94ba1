using System.Net;
using System.Text.Json.Nodes;
using Tureen.Rooms.Broadcasts;
using Tureen.Rooms.Limits;
using Tureen.Server.Hosting;
using Tureen.Server.Settings;

namespace Tureen.Tests.Rooms.Broadcasts;

/// <summary>Wrong and hostile requests.</summary>
[Collection(RoomServerCollection.Name)]
public sealed class BroadcastEndpointTests(RoomServerFixture server) : IDisposable
{
    private const string Missing = "/broadcasters/studio/transports/none";

    private readonly BroadcastClient _client = new(server.Address, RoomServerFixture.NewRoomId());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("""{"displayName":"A","device":{"name":"B"}}""")]
    [InlineData("""{"id":"a","device":{"name":"B"}}""")]
    [InlineData("""{"id":"a","displayName":"A"}""")]
    [InlineData("""{"id":"a","displayName":"A","device":{}}""")]
    [InlineData("""{"id":7,"displayName":"A","device":{"name":"B"}}""")]
    [InlineData("""{"id":"a","displayName":"A","device":"B"}""")]
    [InlineData("""{"id":"a","displayName":"A","device":{"name":"B","name":"C"}}""")]
    [InlineData("""{"id":"a","displayName":"A","device":{"name":"B"},"rtpCapabilities":7}""")]
    [InlineData("""{"id":"a","displayName":"A","device":{"name":"B"},"rtpCapabilities":{"codecs":7}}""")]
    public async Task A_broadcaster_that_sends_no_valid_data_is_refused(string? body)
    {
        Assert.Equal(HttpStatusCode.BadRequest, await _client.RefusedAsync("/broadcasters", body));
        Assert.Null(server.Server.Rooms.Find(_client.RoomId));
    }

    [Fact]
    public async Task An_id_is_taken_once_by_broadcasters_and_peers()
    {
        await using DemoClient alice = await DemoClient.JoinAsync(server, _client.RoomId, "alice");
        await _client.AddAsync("studio");

        foreach (string id in new[] { "studio", "alice" })
        {
            string body = $$"""{"id":"{{id}}","displayName":"A","device":{"name":"B"} }""";
            Assert.Equal(HttpStatusCode.Conflict, await _client.RefusedAsync("/broadcasters", body));
        }
    }

    [Theory]
    [InlineData("/broadcasters/nobody/transports", """{"type":"plain"}""", 404)]
    [InlineData("/broadcasters/studio/transports", """{"type":"tcp"}""", 400)]
    [InlineData("/broadcasters/studio/transports", "{}", 400)]
    [InlineData("/broadcasters/studio/transports", """{"type":"plain","enableSrtp":true,"srtpCryptoSuite":"rot13"}""", 400)]
    [InlineData(Missing + "/connect", "{}", 404)]
    [InlineData(Missing + "/producers", "{}", 404)]
    [InlineData(Missing + "/consume?producerId=a", null, 404)]
    [InlineData(Missing + "/consume/data", "{}", 404)]
    [InlineData(Missing + "/produce/data", "{}", 404)]
    [InlineData("/broadcasters/studio/consumers/none/resume", null, 404)]
    [InlineData("/broadcasters/studio/unknown", "{}", 404)]
    [InlineData("", "{}", 404)]
    [InlineData("/broadcasters//transports", "{}", 404)]
    public async Task What_does_not_exist_or_is_wrong_is_refused(string path, string? body, int status)
    {
        await _client.AddAsync("studio");

        Assert.Equal((HttpStatusCode)status, await _client.RefusedAsync(path, body));
    }

    [Theory]
    [InlineData("/connect", "{}", 400)]
    [InlineData("/connect", """{"ip":"127.0.0.1","port":99999,"rtcpPort":5}""", 400)]
    [InlineData("/connect", """{"ip":"localhost","port":4,"rtcpPort":5}""", 400)]
    [InlineData("/producers", "{}", 400)]
    [InlineData("/producers", """{"kind":"smell","rtpParameters":{}}""", 400)]
    [InlineData("/producers", """{"kind":"audio","rtpParameters":7}""", 400)]
    [InlineData(
        "/producers",
        """{"kind":"audio","rtpParameters":{"codecs":[{"mimeType":"audio/ISAC","payloadType":108,"clockRate":32000}],"encodings":[{"ssrc":1}]}}""",
        409)]
    [InlineData("/consume?producerId=a", null, 409)]
    [InlineData("/consume/data", """{"dataProducerId":"a"}""", 409)]
    [InlineData("/produce/data", """{"sctpStreamParameters":7}""", 400)]
    public async Task What_the_library_refuses_is_reported(string path, string? body, int status)
    {
        await _client.AddAsync("studio");
        string transport = await _client.TransportAsync("studio", new JsonObject { ["type"] = "plain", ["comedia"] = false });

        Assert.Equal((HttpStatusCode)status, await _client.RefusedAsync(transport + path, body));
    }

    [Fact]
    public async Task A_recorder_cannot_consume_what_is_not_there()
    {
        await _client.AddAsync("studio");
        (_, JsonNode capabilities) = await _client.SendAsync(HttpMethod.Get, "");
        await _client.AddAsync("recorder", capabilities);
        string transport = await _client.PlainAsync("recorder");

        Assert.Equal(HttpStatusCode.NotFound, await _client.RefusedAsync(transport + "/consume?producerId=a", null));
        Assert.Equal(HttpStatusCode.BadRequest, await _client.RefusedAsync(transport + "/consume", null));
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused()
    {
        string body = "\"" + new string('a', BroadcastRequest.MaxBodyLength) + "\"";

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await _client.RefusedAsync("/broadcasters", body));
    }

    [Fact]
    public async Task A_body_that_is_too_deep_is_refused()
    {
        string body = new string('[', 10_000) + new string(']', 10_000);

        Assert.Equal(HttpStatusCode.BadRequest, await _client.RefusedAsync("/broadcasters", body));
    }

    [Fact]
    public async Task Transports_and_producers_are_bounded()
    {
        await _client.AddAsync("studio");
        string transport = await _client.PlainAsync("studio");
        for (int index = 1; index < RoomLimits.MaxTransportsPerBroadcaster; index++)
        {
            await _client.PlainAsync("studio");
        }

        for (int index = 0; index < RoomLimits.MaxProducersPerPeer; index++)
        {
            await _client.PostAsync(
                transport + "/producers", new JsonObject { ["kind"] = "audio", ["rtpParameters"] = DemoClient.AudioParameters() });
        }

        string audio = new JsonObject { ["kind"] = "audio", ["rtpParameters"] = DemoClient.AudioParameters() }.ToJsonString();
        Assert.Equal(HttpStatusCode.Conflict, await _client.RefusedAsync("/broadcasters/studio/transports", """{"type":"plain"}"""));
        Assert.Equal(HttpStatusCode.Conflict, await _client.RefusedAsync(transport + "/producers", audio));
        await _client.SendAsync(HttpMethod.Delete, "/broadcasters/studio");
    }

    [Fact]
    public async Task Broadcasters_of_a_room_are_bounded()
    {
        for (int index = 0; index < RoomLimits.MaxBroadcastersPerRoom; index++)
        {
            await _client.AddAsync("studio" + index);
        }

        string body = """{"id":"one more","displayName":"A","device":{"name":"B"}}""";
        Assert.Equal(HttpStatusCode.Conflict, await _client.RefusedAsync("/broadcasters", body));
    }

    [Fact]
    public async Task A_page_of_another_origin_is_refused_where_one_is_set()
    {
        var settings = new RoomServerSettings
        {
            Port = 0,
            ListenIp = IPAddress.Loopback,
            Workers = 1,
            AllowedOrigins = ["https://example.org"],
        };
        await using RoomServer strict = await RoomServerFixture.StartAsync(settings);
        using var http = new HttpClient { BaseAddress = strict.Address };

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(http, null));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(http, "https://example.org"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(http, "https://example.com"));
    }

    public void Dispose() => _client.Dispose();

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/rooms/a");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using HttpResponseMessage response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
