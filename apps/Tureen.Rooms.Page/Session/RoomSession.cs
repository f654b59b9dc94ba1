using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Client;
using Tureen.Client.Browser;
using Tureen.Ortc;
using Tureen.Rooms.Page.Devices;
using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Joining;
using Tureen.Rooms.Page.Protoo;

namespace Tureen.Rooms.Page.Session;

/// <summary>The user's place in a room: signaling, transports, what is sent and what is received. It reconnects when the connection is lost.</summary>
internal sealed partial class RoomSession(JoinWish wish, string peerId, LocalMedia local, IRoomListener listener)
{
    private readonly Dictionary<string, RemoteMedia> _remote = new(StringComparer.Ordinal);
    private ProtooClient? _protoo;
    private Device? _device;
    private string _reconnectToken = "";
    private bool _hasLeft;
    private bool _wasIn;
    private bool _isIn;

    public string PeerId => peerId;

    public IReadOnlyCollection<RemoteMedia> Remote => _remote.Values;

    public Transport? SendTransport { get; private set; }

    public Transport? RecvTransport { get; private set; }

    /// <summary>Stays in the room until <see cref="Leave"/>.</summary>
    public async Task RunAsync()
    {
        var delay = new ReconnectDelay(Random.Shared);
        while (!_hasLeft)
        {
            listener.HandleState(_wasIn ? RoomState.Reconnecting : RoomState.Connecting);
            TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            try
            {
                await EnterAsync(closed);
                _wasIn = true;
                delay.Reset();
                await closed.Task;
            }
            catch (Exception error) when (!_hasLeft)
            {
                Console.Error.WriteLine($"Not in the room: {error}");
                listener.HandleProblem(_wasIn ? "The connection was lost. Trying to get back …" : $"Cannot get into the room: {error.Message}. Trying again …");
            }

            CloseAll();
            if (!_hasLeft)
            {
                listener.HandleState(_wasIn ? RoomState.Reconnecting : RoomState.Connecting);
                await Task.Delay(delay.Next());
            }
        }
    }

    public void Leave()
    {
        _hasLeft = true;
        _protoo?.Close();
        CloseAll();
    }

    /// <summary>Asks for pictures no larger than they are shown.</summary>
    /// <param name="layerOf">The spatial layer of a screen or of a camera.</param>
    public void PreferLayers(Func<bool, int> layerOf)
    {
        foreach (RemoteMedia media in _remote.Values.Where(static media => media.HasLayers))
        {
            int layer = layerOf(media.IsScreen);
            if (media.PreferredLayer != layer)
            {
                media.PreferredLayer = layer;
                _protoo?.Notify("setConsumerPreferredLayers", new() { ["consumerId"] = media.Consumer.Id, ["spatialLayer"] = layer, ["temporalLayer"] = 2 });
            }
        }
    }

    private static string FlagOf(string handlerName) => handlerName switch
    {
        "Firefox120" => "firefox",
        "Safari12" => "safari",
        _ => "chrome",
    };

    private static JsonElement Element(JsonNode node)
    {
        using JsonDocument document = JsonDocument.Parse(node.ToJsonString());
        return document.RootElement.Clone();
    }

    private static JsonNode Node<T>(T value)
        where T : IOrtcJson<T>
        => JsonNode.Parse(OrtcJson.Serialize(value))!;

    private static string TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    private async Task EnterAsync(TaskCompletionSource closed)
    {
        // 1. Signaling.
        var heartbeat = new Heartbeat(TimeProvider.System);
        var protoo = new ProtooClient(new ProtooSocket())
        {
            OnRequest = HandleRequestAsync,
            OnNotification = HandleNotification,
            OnHeard = heartbeat.HandleHeard,
            OnClose = _ => closed.TrySetResult(),
        };
        _protoo = protoo;
        await protoo.OpenAsync(RoomLink.Socket(Document.Address, wish.Room, peerId, _reconnectToken));
        heartbeat.HandleHeard();
        _ = WatchAsync(protoo, heartbeat, closed.Task);

        // 2. What this browser and the room have in common.
        JsonNode capabilities = await protoo.RequestAsync("getRouterRtpCapabilities");
        _device = new Device(new DeviceOptions { Platform = BrowserPlatform.Current });
        await _device.LoadAsync(OrtcJson.Deserialize<RtpCapabilities>(Element(capabilities["routerRtpCapabilities"] ?? capabilities)));

        // 3. A transport each way.
        SendTransport = await CreateTransportAsync(protoo, isSending: true);
        RecvTransport = await CreateTransportAsync(protoo, isSending: false);

        // 4. In.
        JsonNode joined = await protoo.RequestAsync("join", new()
        {
            ["displayName"] = wish.Name,
            ["device"] = new JsonObject { ["flag"] = FlagOf(_device.HandlerName), ["name"] = "Tureen" },
            ["rtpCapabilities"] = Node(_device.RecvRtpCapabilities),
            ["sctpCapabilities"] = Node(_device.SctpCapabilities),
        });
        _reconnectToken = TextOf(joined["reconnectToken"]);
        _isIn = true;
        listener.HandleState(RoomState.Connected);
        foreach (JsonNode? peer in joined["peers"] as JsonArray ?? [])
        {
            HandlePeer(peer, isNew: false);
        }

        // 5. What the user shows and says. A user who cannot send can still see and hear.
        try
        {
            await SendAllAsync();
        }
        catch (Exception error) when (!closed.Task.IsCompleted)
        {
            listener.HandleProblem($"The others cannot see or hear you: {error.Message}");
        }
    }

    /// <summary>Shows when the server does not answer, and connects again when it has not answered for long.</summary>
    private async Task WatchAsync(ProtooClient protoo, Heartbeat heartbeat, Task closed)
    {
        bool isSilent = false;
        while (!closed.IsCompleted)
        {
            if (heartbeat.HandleTick())
            {
                protoo.Ping();
            }

            if (heartbeat.State == LinkState.Lost)
            {
                protoo.Close();
                return;
            }

            if (_isIn && isSilent != (heartbeat.State == LinkState.Silent))
            {
                isSilent = !isSilent;
                listener.HandleSilence(isSilent);
            }

            await Task.Delay(Heartbeat.Tick);
        }
    }

    private async Task<Transport> CreateTransportAsync(ProtooClient protoo, bool isSending)
    {
        JsonNode answer = await protoo.RequestAsync("createWebRtcTransport", new()
        {
            ["forceTcp"] = false,
            ["sctpCapabilities"] = Node(_device!.SctpCapabilities),
            ["appData"] = new JsonObject { ["direction"] = isSending ? "producer" : "consumer" },
        });
        answer["id"] ??= TextOf(answer["transportId"]);
        TransportOptions options = TransportOptions.FromJson(Element(answer));
        Transport transport = isSending ? _device.CreateSendTransport(options) : _device.CreateRecvTransport(options);
        transport.OnConnect = parameters => protoo.RequestAsync("connectWebRtcTransport", new()
        {
            ["transportId"] = transport.Id,
            ["dtlsParameters"] = Node(parameters),
        });
        transport.OnProduce = request => ProduceAsync(protoo, transport, request);
        transport.OnProduceData = request => ProduceDataAsync(protoo, transport, request);
        transport.OnConnectionStateChange += state =>
        {
            if (state is ConnectionState.Failed or ConnectionState.Disconnected)
            {
                _ = RestartIceAsync(protoo, transport);
            }
        };
        return transport;
    }

    private static async Task<string> ProduceAsync(ProtooClient protoo, Transport transport, ProduceRequest request)
    {
        JsonNode answer = await protoo.RequestAsync("produce", new()
        {
            ["transportId"] = transport.Id,
            ["kind"] = request.Kind.ToWireString(),
            ["rtpParameters"] = Node(request.RtpParameters),
            ["appData"] = new JsonObject { ["source"] = (string?)request.AppData["source"] },
        });
        return TextOf(answer["producerId"] ?? answer["id"]);
    }

    private static async Task<string> ProduceDataAsync(ProtooClient protoo, Transport transport, ProduceDataRequest request)
    {
        JsonNode answer = await protoo.RequestAsync("produceData", new()
        {
            ["transportId"] = transport.Id,
            ["sctpStreamParameters"] = Node(request.SctpStreamParameters),
            ["label"] = request.Label,
            ["protocol"] = request.Protocol,
            ["appData"] = new JsonObject { ["channel"] = request.Label },
        });
        return TextOf(answer["dataProducerId"] ?? answer["id"]);
    }

    private static async Task RestartIceAsync(ProtooClient protoo, Transport transport)
    {
        try
        {
            JsonNode answer = await protoo.RequestAsync("restartIce", new() { ["transportId"] = transport.Id });
            await transport.RestartIceAsync(OrtcJson.Deserialize<IceParameters>(Element(answer["iceParameters"] ?? answer)));
        }
        catch (Exception error)
        {
            // Without the transport the connection is useless: the session joins again.
            Console.Error.WriteLine($"The transport stays lost: {error.Message}");
            protoo.Close();
        }
    }

    private void CloseAll()
    {
        _isIn = false;
        foreach (RemoteMedia media in _remote.Values.ToList())
        {
            Remove(media);
        }

        SendTransport?.Close();
        RecvTransport?.Close();
        SendTransport = null;
        RecvTransport = null;
        _early.Clear();
        _remoteData.Clear();
        ForgetSent();
        _protoo?.Close();
        _protoo = null;
    }

    private void Remove(RemoteMedia media)
    {
        if (_remote.Remove(media.Consumer.Id))
        {
            media.Consumer.Close();
            listener.HandleMediaGone(media);
        }
    }
}
