using System.Text.Json.Nodes;
using Tureen.Rooms.Signaling;

namespace Tureen.Tests.Rooms;

/// <summary>Does what the page of the mediasoup demo does, in either dialect.</summary>
internal sealed class DemoClient(RawProtooClient raw, Dialect dialect) : IAsyncDisposable
{
    private static uint _lastSsrc = 1_000;

    private string? _sctpTransportId;

    public RawProtooClient Raw { get; } = raw;

    public string SendTransportId { get; private set; } = string.Empty;

    public string ReceiveTransportId { get; private set; } = string.Empty;

    /// <summary>The answer to join.</summary>
    public JsonNode Joined { get; private set; } = new JsonObject();

    public static JsonObject AudioParameters() => Parameters(
        """{"mimeType":"audio/opus","payloadType":111,"clockRate":48000,"channels":2,"parameters":{"useinbandfec":1},"rtcpFeedback":[]}""");

    public static JsonObject VideoParameters() => Parameters(
        """{"mimeType":"video/VP8","payloadType":96,"clockRate":90000,"parameters":{},"rtcpFeedback":[{"type":"nack"},{"type":"nack","parameter":"pli"}]}""");

    /// <summary>Connects, makes both transports and joins.</summary>
    public static async Task<DemoClient> JoinAsync(
        RoomServerFixture server,
        string roomId,
        string peerId,
        Dialect? dialect = null,
        string query = "")
    {
        var client = new DemoClient(await server.ConnectAsync(roomId, peerId, query), dialect ?? Dialect.Classic);
        await client.CreateTransportsAsync();
        await client.JoinAsync(peerId);
        return client;
    }

    public async Task CreateTransportsAsync()
    {
        await CreateSendTransportAsync();
        await CreateReceiveTransportAsync();
    }

    public async Task CreateSendTransportAsync() => SendTransportId = await CreateTransportAsync(isConsuming: false);

    public async Task CreateReceiveTransportAsync() => ReceiveTransportId = await CreateTransportAsync(isConsuming: true);

    public async Task JoinAsync(string peerId)
    {
        JsonNode capabilities = await Raw.RequestAsync("getRouterRtpCapabilities");
        Joined = await Raw.RequestAsync("join", new JsonObject
        {
            ["displayName"] = "Name of " + peerId,
            ["device"] = new JsonObject { ["flag"] = "chrome", ["name"] = "Chrome", ["version"] = "140" },
            ["rtpCapabilities"] = capabilities["routerRtpCapabilities"]!.DeepClone(),
        });
    }

    /// <summary>A transport that carries messages too; the classic dialect makes one only when it is asked for.</summary>
    public async Task<string> SctpTransportAsync()
    {
        if (_sctpTransportId is null)
        {
            JsonNode answer = await Raw.RequestAsync(
                "createWebRtcTransport", new JsonObject { ["producing"] = true, ["sctpCapabilities"] = new JsonObject() });
            _sctpTransportId = answer["id"]!.GetValue<string>();
        }

        return _sctpTransportId;
    }

    /// <summary>Gives the producer's id.</summary>
    public async Task<string> ProduceAsync(string kind, JsonObject? appData = null)
    {
        JsonNode answer = await Raw.RequestAsync("produce", new JsonObject
        {
            ["transportId"] = SendTransportId,
            ["kind"] = kind,
            ["rtpParameters"] = kind == "audio" ? AudioParameters() : VideoParameters(),
            ["appData"] = appData ?? [],
        });
        return answer[dialect == Dialect.Modern ? "producerId" : "id"]!.GetValue<string>();
    }

    public Task ChangeStateAsync(string method, JsonObject data) =>
        dialect == Dialect.Modern ? Raw.NotifyAsync(method, data) : Raw.RequestAsync(method, data);

    public ValueTask DisposeAsync() => Raw.DisposeAsync();

    private static JsonObject Parameters(string codec)
    {
        uint ssrc = Interlocked.Increment(ref _lastSsrc);
        return new JsonObject
        {
            ["mid"] = "m" + ssrc,
            ["codecs"] = new JsonArray(JsonNode.Parse(codec)),
            ["headerExtensions"] = new JsonArray(),
            ["encodings"] = new JsonArray(new JsonObject { ["ssrc"] = ssrc }),
            ["rtcp"] = new JsonObject { ["cname"] = "name" },
        };
    }

    private async Task<string> CreateTransportAsync(bool isConsuming)
    {
        JsonObject data = dialect == Dialect.Modern
            ? new() { ["appData"] = new JsonObject { ["direction"] = isConsuming ? "consumer" : "producer" } }
            : new() { ["producing"] = !isConsuming, ["consuming"] = isConsuming, ["forceTcp"] = false };
        JsonNode answer = await Raw.RequestAsync("createWebRtcTransport", data);
        return answer[dialect == Dialect.Modern ? "transportId" : "id"]!.GetValue<string>();
    }
}
