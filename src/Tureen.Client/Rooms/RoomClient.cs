using System.Text.Json.Nodes;
using Tureen.Client.Protoo;

namespace Tureen.Client.Rooms;

/// <summary>
/// A participant of a room of the room server, or of mediasoup-demo's: signaling, a device and a transport each way. Set the handlers, then join.
/// Events come one after the other on threads of the pool, and a handler must not block.
/// </summary>
public sealed class RoomClient : IDisposable
{
    private readonly ProtooWebSocket? _ownSocket;
    private readonly ProtooClient _signaling;
    private readonly RoomConsumers _consumers = new();
    private readonly RoomClientOptions _options;
    private Transport? _send;
    private Transport? _receive;

    /// <summary>Makes a participant that is not in the room yet.</summary>
    /// <param name="options">Which room, and with which media stack.</param>
    public RoomClient(RoomClientOptions options)
    {
        _options = options;
        _ownSocket = options.Socket is null ? new ProtooWebSocket() : null;
        _signaling = new ProtooClient(options.Socket ?? _ownSocket!);
    }

    /// <summary>Somebody is in the room: those who were there before come first.</summary>
    public event Action<RoomPeer>? OnPeer;

    /// <summary>Somebody left, by id.</summary>
    public event Action<string>? OnPeerGone;

    /// <summary>Somebody shows or says something. The server sends it once all handlers have returned.</summary>
    public event Action<RoomMedia>? OnMedia;

    /// <summary>A track of somebody has ended.</summary>
    public event Action<RoomMedia>? OnMediaGone;

    /// <summary>Somebody writes.</summary>
    public event Action<RoomMessages>? OnMessages;

    /// <summary>The connection ended; the program is not in the room any more.</summary>
    public event Action? OnClose;

    /// <summary>Any other notification of the server's: method and data.</summary>
    public event Action<string, JsonNode>? OnNotification;

    /// <summary>What the media stack and the room have in common; null before the program has joined.</summary>
    public Device? Device { get; private set; }

    /// <summary>The id among the participants.</summary>
    public string PeerId => _options.PeerId;

    /// <summary>Joins the room.</summary>
    /// <returns>Completes when the program is in the room.</returns>
    /// <exception cref="ProtooException">The server cannot be reached, or refuses.</exception>
    public async Task JoinAsync()
    {
        // What follows must not hold back the messages of the server, so it leaves their thread.
        await JoinInTurnAsync().ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
    }

    /// <summary>Sends a track to the others.</summary>
    /// <param name="producerOptions">The track and how; <c>AppData["source"]</c> names what it shows.</param>
    /// <returns>The producer, when the server has made its own.</returns>
    /// <exception cref="InvalidStateException">Not in the room.</exception>
    /// <exception cref="ProtooException">The server refuses.</exception>
    public async Task<Producer> ProduceAsync(ProducerOptions producerOptions) =>
        await Joined(_send).ProduceAsync(producerOptions).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

    /// <summary>Stops sending for a while.</summary>
    /// <param name="producer">What to pause.</param>
    public void PauseProducer(Producer producer)
    {
        producer.Pause();
        NotifyAbout("pauseProducer", producer);
    }

    /// <summary>Sends again.</summary>
    /// <param name="producer">What was paused.</param>
    public void ResumeProducer(Producer producer)
    {
        producer.Resume();
        NotifyAbout("resumeProducer", producer);
    }

    /// <summary>Stops sending for good.</summary>
    /// <param name="producer">What to close.</param>
    public void CloseProducer(Producer producer)
    {
        producer.Close();
        NotifyAbout("closeProducer", producer);
    }

    /// <summary>Opens a data channel to the others.</summary>
    /// <param name="dataProducerOptions">How; the label is <c>chat</c> for what people read.</param>
    /// <returns>The data producer, when the server has made its own; its channel may not be open yet.</returns>
    /// <exception cref="InvalidStateException">Not in the room.</exception>
    /// <exception cref="ProtooException">The server refuses.</exception>
    public async Task<DataProducer> ProduceDataAsync(DataProducerOptions dataProducerOptions) =>
        await Joined(_send).ProduceDataAsync(dataProducerOptions).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

    /// <summary>Gets the statistics of both transports.</summary>
    /// <returns>Those of sending, and those of receiving.</returns>
    /// <exception cref="InvalidStateException">Not in the room.</exception>
    public async Task<(RtcStatsReport Sending, RtcStatsReport Receiving)> GetStatsAsync() =>
        (await Joined(_send).GetStatsAsync(), await Joined(_receive).GetStatsAsync());

    /// <summary>Asks the server anything else.</summary>
    /// <param name="method">The method.</param>
    /// <param name="data">Its data.</param>
    /// <returns>The data of the answer.</returns>
    /// <exception cref="ProtooException">The server refuses, or the connection is gone.</exception>
    public async Task<JsonNode> RequestAsync(string method, JsonObject? data = null) =>
        await _signaling.RequestAsync(method, data).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

    /// <summary>Leaves the room. Does nothing the second time.</summary>
    public void Dispose()
    {
        _signaling.Close();
        _ownSocket?.Dispose();
    }

    private static Transport Joined(Transport? transport) => transport ?? throw new InvalidStateException("not in the room");

    private void NotifyAbout(string method, Producer producer) => _signaling.Notify(method, new() { ["producerId"] = producer.Id });

    private async Task JoinInTurnAsync()
    {
        // 1. Signaling.
        _signaling.OnRequest = HandleRequestAsync;
        _signaling.OnNotification = HandleNotification;
        _signaling.OnClose = _ => HandleClose();
        string scheme = _options.Server.Scheme is "https" or "wss" ? "wss" : "ws";
        string token = _options.Token.Length > 0 ? $"&token={Uri.EscapeDataString(_options.Token)}" : "";
        await _signaling.OpenAsync(
            $"{scheme}://{_options.Server.Authority}{_options.Server.AbsolutePath}?roomId={Uri.EscapeDataString(_options.RoomId)}&peerId={Uri.EscapeDataString(_options.PeerId)}{token}");

        // 2. What the media stack and the room have in common, and a transport each way.
        var device = new Device(new DeviceOptions { HandlerFactory = _options.HandlerFactory });
        await RoomTransports.LoadAsync(_signaling, device);
        RoomTransportWishes wishes = new() { Policy = _options.IceTransportPolicy, ForceTcp = _options.ForceTcp };
        _send = await RoomTransports.CreateAsync(_signaling, device, isSending: true, HandleLost, wishes);
        _receive = await RoomTransports.CreateAsync(_signaling, device, isSending: false, HandleLost, wishes);
        Device = device;

        // 3. In.
        JsonNode joined = await _signaling.RequestAsync("join", new()
        {
            ["displayName"] = _options.DisplayName,
            ["device"] = new JsonObject { ["flag"] = "bot", ["name"] = "Tureen" },
            ["rtpCapabilities"] = MessageJson.Node(device.RecvRtpCapabilities),
            ["sctpCapabilities"] = MessageJson.Node(device.SctpCapabilities),
        });
        foreach (JsonNode? peer in joined["peers"] as JsonArray ?? [])
        {
            HandlePeer(peer);
        }
    }

    private async Task<JsonNode?> HandleRequestAsync(string method, JsonNode data)
    {
        switch (method)
        {
            case "newConsumer":
                data["id"] ??= MessageJson.Text(data["consumerId"]);
                if (await _consumers.AddAsync(Joined(_receive), data) is { } media)
                {
                    OnMedia?.Invoke(media);
                }

                return null;
            case "newDataConsumer":
                data["id"] ??= MessageJson.Text(data["dataConsumerId"]);
                DataConsumer consumer = await Joined(_receive).ConsumeDataAsync(DataConsumerOptions.FromJson(MessageJson.Element(data)));
                OnMessages?.Invoke(new RoomMessages(MessageJson.Text(data["peerId"]), consumer));
                return null;
            default:
                throw new ProtooException(404, $"unknown method {method}");
        }
    }

    private void HandleNotification(string method, JsonNode data)
    {
        switch (method)
        {
            case "newPeer":
                HandlePeer(data["peer"] ?? data);
                break;
            case "peerClosed":
                OnPeerGone?.Invoke(MessageJson.Text(data["peerId"]));
                break;
            case "consumerClosed" when _consumers.Remove(MessageJson.Text(data["consumerId"])) is { } media:
                OnMediaGone?.Invoke(media);
                break;
            default:
                OnNotification?.Invoke(method, data);
                break;
        }
    }

    private void HandlePeer(JsonNode? peer)
    {
        string id = MessageJson.Text(peer?["peerId"] ?? peer?["id"]);
        if (id.Length > 0)
        {
            OnPeer?.Invoke(new RoomPeer(id, MessageJson.Text(peer!["displayName"])));
        }
    }

    /// <summary>A transport cannot be restored, and the program is of no use in the room without it.</summary>
    private void HandleLost(Exception error)
    {
        ClientLog.Error("RoomClient", "the transport stays lost", error);
        _signaling.Close();
    }

    private void HandleClose()
    {
        _send?.Close();
        _receive?.Close();
        OnClose?.Invoke();
    }
}
