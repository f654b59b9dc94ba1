using System.Text.Json.Nodes;
using V2Consumer = Tureen.V2.Consumer;
using V2Peer = Tureen.V2.Peer;
using V2Producer = Tureen.V2.Producer;

namespace Tureen.Tests.V2;

/// <summary>The client of one peer: sends what mediasoup-client 2 sends, and notes the notifications.</summary>
internal sealed class V2Client
{
    private readonly List<JsonObject> _notifications = [];
    private int _nextId = 1;

    public V2Client(V2Peer peer)
    {
        Peer = peer;
        peer.OnNotify += notification =>
        {
            lock (_notifications)
            {
                _notifications.Add(notification);
            }
        };
    }

    public V2Peer Peer { get; }

    public JsonObject JoinResponse { get; set; } = [];

    /// <summary>The notifications so far, but for effective profiles, whose time nobody knows.</summary>
    public IReadOnlyList<JsonObject> Notifications
    {
        get
        {
            lock (_notifications)
            {
                return [.. _notifications.Where(one => Method(one) != "consumerEffectiveProfileChanged")];
            }
        }
    }

    public IReadOnlyList<string> NotifiedMethods => [.. Notifications.Select(Method)];

    public void Forget()
    {
        lock (_notifications)
        {
            _notifications.Clear();
        }
    }

    public Task<JsonObject?> RequestAsync(string method, JsonObject fields)
    {
        JsonObject request = new() { ["method"] = method, ["target"] = "peer" };
        return Peer.ReceiveRequestAsync(With(request, fields));
    }

    public Task NotifyAsync(string method, JsonObject? fields = null)
    {
        JsonObject notification = new() { ["method"] = method, ["target"] = "peer", ["notification"] = true };
        return Peer.ReceiveNotificationAsync(With(notification, fields ?? []));
    }

    public Task<JsonObject?> CreateTransportAsync(int id, string direction = "send", JsonNode? appData = null) =>
        RequestAsync("createTransport", new JsonObject
        {
            ["id"] = id,
            ["direction"] = direction,
            ["options"] = new JsonObject { ["tcp"] = false },
            ["dtlsParameters"] = direction == "send" ? Dtls("server") : null,
            ["appData"] = appData,
        });

    public async Task<V2Producer> ProduceAsync(string kind, int transportId, bool isPaused = false, JsonNode? appData = null, JsonNode? encodings = null)
    {
        int id = 1_000 + (100 * transportId) + _nextId++;
        await RequestAsync("createProducer", new JsonObject
        {
            ["id"] = id,
            ["kind"] = kind,
            ["transportId"] = transportId,
            ["rtpParameters"] = RtpParameters(kind, id, encodings),
            ["paused"] = isPaused,
            ["appData"] = appData,
        });
        return Peer.GetProducerById(id)!;
    }

    public Task<JsonObject?> EnableAsync(V2Consumer consumer, int transportId, bool isPaused = false, string preferredProfile = "default") =>
        RequestAsync("enableConsumer", new JsonObject
        {
            ["id"] = consumer.Id,
            ["transportId"] = transportId,
            ["paused"] = isPaused,
            ["preferredProfile"] = preferredProfile,
        });

    public static JsonObject Dtls(string role) => new()
    {
        ["role"] = role,
        ["fingerprints"] = new JsonArray(new JsonObject
        {
            ["algorithm"] = "sha-256",
            ["value"] = string.Join(':', Enumerable.Repeat("AB", 32)),
        }),
    };

    public static JsonObject RtpParameters(string kind, int id, JsonNode? encodings = null) => new()
    {
        ["muxId"] = $"m{id}",
        ["codecs"] = kind == "audio"
            ? new JsonArray(JsonNode.Parse("""{"name":"opus","mimeType":"audio/opus","clockRate":48000,"payloadType":111,"channels":2}"""))
            : new JsonArray(
                JsonNode.Parse("""{"name":"VP8","mimeType":"video/VP8","clockRate":90000,"payloadType":96,"rtcpFeedback":[{"type":"nack"}]}"""),
                JsonNode.Parse("""{"name":"rtx","mimeType":"video/rtx","clockRate":90000,"payloadType":97,"parameters":{"apt":96}}""")),
        ["headerExtensions"] = new JsonArray(
            JsonNode.Parse("""{"uri":"http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time","id":2}""")),
        ["encodings"] = encodings?.DeepClone() ?? new JsonArray(new JsonObject { ["ssrc"] = 20_000 + id }),
        ["rtcp"] = new JsonObject { ["cname"] = "cname", ["reducedSize"] = true, ["mux"] = true },
    };

    public static string Method(JsonObject message) => message["method"]!.GetValue<string>();

    private static JsonObject With(JsonObject message, JsonObject fields)
    {
        foreach ((string name, JsonNode? value) in fields)
        {
            if (value is not null)
            {
                message[name] = value.DeepClone();
            }
        }

        return message;
    }
}
