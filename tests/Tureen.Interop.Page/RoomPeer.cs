using System.Text.Json.Nodes;
using Tureen.Client;
using Tureen.Client.Browser;
using Tureen.Client.Browser.Media;
using Tureen.Ortc;

namespace Tureen.Interop.Page;

/// <summary>One peer in one room: what the page of the npm client does, over the client in C#.</summary>
internal sealed partial class RoomPeer
{
    private readonly Dictionary<string, Producer> _producers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PlayedConsumer> _consumers = new(StringComparer.Ordinal);
    private readonly List<string> _errors = [];
    private ProtooPeer _protoo = null!;
    private Device _device = null!;
    private Transport _send = null!;
    private Transport _recv = null!;
    private bool _hasData;
    private double _started;

    public JsonArray Notifications { get; } = [];

    public async Task<JsonObject> JoinAsync(JsonObject options)
    {
        _started = Glue.Now();
        _protoo = await ProtooPeer.ConnectAsync(Text(options, "url")!, AnswerAsync, Note);
        _device = await Device.CreateAsync(new DeviceOptions { Platform = BrowserPlatform.Current });
        await _device.LoadAsync(Read<RtpCapabilities>(await _protoo.RequestAsync("getRouterRtpCapabilities")));
        _hasData = options["data"]?.GetValue<bool>() ?? false;
        _send = await CreateTransportAsync(isSending: true);
        _recv = await CreateTransportAsync(isSending: false);
        bool consumes = options["consume"]?.GetValue<bool>() ?? true;
        JsonNode joined = await _protoo.RequestAsync("join", new JsonObject
        {
            ["displayName"] = Text(options, "displayName") ?? "interop",
            ["device"] = new JsonObject { ["flag"] = "chrome", ["name"] = "C#" },
            ["sctpCapabilities"] = SctpCapabilities(),
            ["rtpCapabilities"] = consumes ? Write(_device.RecvRtpCapabilities) : null,
        });
        double joinedAt = Glue.Now();
        await ProduceAsync(options);
        return new JsonObject
        {
            ["peers"] = new JsonArray([.. joined["peers"]!.AsArray().Select(peer => (JsonNode?)peer!["id"]!.GetValue<string>())]),
            ["handler"] = _device.HandlerName,
            ["startedMs"] = _started,
            ["joinedMs"] = joinedAt,
        };
    }

    public async Task<JsonNode> RequestAsync(string method, JsonNode? data) => await _protoo.RequestAsync(method, data);

    /// <summary>What an observer of the call wants to know.</summary>
    public async Task<JsonObject> ReportAsync()
    {
        ApplyClosed();
        JsonArray consumers = [];
        foreach (PlayedConsumer consumer in _consumers.Values.ToArray())
        {
            consumers.Add((JsonNode)await Reports.OfAsync(consumer));
        }

        JsonArray producers = [];
        foreach (Producer producer in _producers.Values.Where(producer => !producer.Closed).ToArray())
        {
            producers.Add((JsonNode)await Reports.OfAsync(producer));
        }

        return new JsonObject
        {
            ["consumers"] = consumers,
            ["producers"] = producers,
            ["sendState"] = _send.ConnectionState.ToWireString(),
            ["recvState"] = _recv.ConnectionState.ToWireString(),
            ["connected"] = _protoo.IsConnected,
            ["errors"] = new JsonArray([.. _errors.Select(error => (JsonNode?)error)]),
        };
    }

    public async Task PauseProducerAsync(string kind)
    {
        _producers[kind].Pause();
        await _protoo.RequestAsync("pauseProducer", new JsonObject { ["producerId"] = _producers[kind].Id });
    }

    public async Task ResumeProducerAsync(string kind)
    {
        _producers[kind].Resume();
        await _protoo.RequestAsync("resumeProducer", new JsonObject { ["producerId"] = _producers[kind].Id });
    }

    public async Task CloseProducerAsync(string kind)
    {
        _producers[kind].Close();
        await _protoo.RequestAsync("closeProducer", new JsonObject { ["producerId"] = _producers[kind].Id });
    }

    public async Task PauseConsumerAsync(string id)
    {
        _consumers[id].Consumer.Pause();
        await _protoo.RequestAsync("pauseConsumer", new JsonObject { ["consumerId"] = id });
    }

    public async Task ResumeConsumerAsync(string id)
    {
        await _protoo.RequestAsync("resumeConsumer", new JsonObject { ["consumerId"] = id });
        _consumers[id].Consumer.Resume();
    }

    public Task SetMaxSpatialLayerAsync(string kind, int layer) => _producers[kind].SetMaxSpatialLayerAsync(layer);

    public async Task ReplaceTrackAsync(string kind, JsonObject size) =>
        await _producers[kind].ReplaceTrackAsync((await BrowserMedia.GetUserMediaAsync(Constraints(size, kind is "audio", kind is "video")))[0]);

    public async Task RestartIceAsync()
    {
        foreach (Transport transport in new[] { _send, _recv })
        {
            JsonNode parameters = await _protoo.RequestAsync("restartIce", new JsonObject { ["transportId"] = transport.Id });
            await transport.RestartIceAsync(Read<IceParameters>(parameters));
        }
    }

    /// <summary>What the server counts: the transports, and each producer and consumer.</summary>
    public async Task<JsonObject> ServerStatsAsync() => new()
    {
        ["transports"] = await StatsAsync("getTransportStats", "transportId", [_send.Id, _recv.Id]),
        ["producers"] = await StatsAsync("getProducerStats", "producerId", _producers.Values.Where(one => !one.Closed).Select(one => one.Id)),
        ["consumers"] = await StatsAsync("getConsumerStats", "consumerId", _consumers.Keys),
    };

    public Task LeaveAsync()
    {
        foreach (PlayedConsumer consumer in _consumers.Values)
        {
            consumer.Stop();
        }

        _protoo.Close();
        _send.Close();
        _recv.Close();
        return Task.CompletedTask;
    }

    private static string? Text(JsonNode data, string name) => data[name]?.GetValue<string>();

    private static T Read<T>(JsonNode json)
        where T : IOrtcJson<T> => OrtcJson.Deserialize<T>(json.ToJsonString());

    private static JsonNode? Write<T>(T value)
        where T : IOrtcJson<T> => JsonNode.Parse(OrtcJson.Serialize(value));

    private static MediaConstraints Constraints(JsonObject options, bool hasAudio, bool hasVideo) => new()
    {
        Audio = hasAudio ? new AudioConstraints() : null,
        Video = hasVideo
            ? new VideoConstraints { Width = options["width"]?.GetValue<int>() ?? 640, Height = options["height"]?.GetValue<int>() ?? 480 }
            : null,
    };

    private JsonObject? SctpCapabilities() =>
        _hasData ? new JsonObject { ["numStreams"] = new JsonObject { ["OS"] = 1024, ["MIS"] = 1024 } } : null;

    private async Task<JsonArray> StatsAsync(string method, string name, IEnumerable<string> ids)
    {
        JsonArray all = [];
        foreach (string id in ids.ToArray())
        {
            foreach (JsonNode? entry in (await _protoo.RequestAsync(method, new JsonObject { [name] = id })).AsArray())
            {
                all.Add(entry?.DeepClone());
            }
        }

        return all;
    }
}
