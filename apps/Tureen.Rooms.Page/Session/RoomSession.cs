using System.Text.Json.Nodes;
using Tureen.Client;
using Tureen.Client.Browser.Encryption;
using Tureen.Client.Protoo;
using Tureen.Rooms.Page.Devices;
using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Joining;
using Tureen.Rooms.Page.Protoo;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Session;

/// <summary>The user's place in a room: how they get in, and come back when the connection is lost. Owns what is sent and what is received.</summary>
internal sealed class RoomSession
{
    private readonly string _peerId;
    private readonly IRoomListener _listener;
    private readonly SentChat _chat;
    private readonly FrameEncryption? _encryption;
    private JoinWish _wish;
    private Task _sending = Task.CompletedTask;
    private TaskCompletionSource _admission = new();
    private string _reconnectToken = "";
    private bool _hasLeft;
    private bool _wasIn;
    private bool _isIn;

    public RoomSession(JoinWish wish, string peerId, LocalMedia local, IRoomListener listener)
    {
        _wish = wish;
        _peerId = peerId;
        _listener = listener;
        _encryption = wish.Key is { } key ? FrameEncryption.Start(key) : null;
        Connection = new RoomConnection(isEncrypted: _encryption is not null);
        _chat = new SentChat(Connection, listener.HandleChatDelivered);
        Sent = new SentMedia(Connection, local, _encryption);
        Received = new ReceivedMedia(Connection, listener, _encryption);
        _encryption?.ReadableChanged += Received.HandleReadable;
        Requests = new RoomRequests(Connection, Facts, reason => listener.HandleProblem(Language.Text("problem.refused", reason)));
    }

    public string PeerId => _peerId;

    /// <summary>How others see the user.</summary>
    public string Name => _wish.Name;

    /// <summary>The room itself.</summary>
    public RoomFacts Facts { get; } = new();

    public RoomRequests Requests { get; }

    public bool IsHandRaised => Facts.Hands.Contains(_peerId, StringComparer.Ordinal);

    public RoomConnection Connection { get; }

    public SentMedia Sent { get; }

    public ReceivedMedia Received { get; }

    /// <summary>Why the server ended the user's stay for good, as a sentence; null when it did not.</summary>
    public string? Removal { get; private set; }

    /// <summary>Stays in the room until <see cref="Leave"/>, or until the server ends the stay.</summary>
    public async Task RunAsync()
    {
        var delay = new ReconnectDelay(Random.Shared);
        while (!_hasLeft)
        {
            _listener.HandleState(_wasIn ? RoomState.Reconnecting : RoomState.Connecting);
            TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            try
            {
                await EnterAsync(closed);
                _wasIn = true;
                delay.Reset();
                await closed.Task;
            }
            catch (Exception) when (_hasLeft)
            {
                // Nobody waits for what was on its way.
            }
            catch (Exception error)
            {
                Console.Error.WriteLine($"Not in the room: {error}");
                _listener.HandleProblem(_wasIn ? Language.Text("state.lostNotice") : Language.Text("problem.notIn", error.Message));
            }

            CloseAll();
            if (!_hasLeft)
            {
                _listener.HandleState(_wasIn ? RoomState.Reconnecting : RoomState.Connecting);
                await Task.Delay(delay.Next());
            }
        }

        _encryption?.Dispose();
    }

    public void Leave()
    {
        _hasLeft = true;
        Connection.Signaling?.Close();
        CloseAll();
    }

    /// <summary>Gives the user another name, if the server allows it.</summary>
    public async Task RenameAsync(string name)
    {
        if (await Requests.RenameAsync(name))
        {
            HandleRenamed(name);
        }
    }

    /// <summary>Sends the open devices and stops the others; one change at a time.</summary>
    public Task SendAllAsync() => _sending = SendAllAfterAsync(_sending);

    /// <summary>Sends a message as soon as there is a connection; <see cref="IRoomListener.HandleChatDelivered"/> says when the server has it.</summary>
    /// <returns>The message; null when too many wait already.</returns>
    public OutgoingChat? Write(string text) => _chat.Write(text);

    private static string FlagOf(string handlerName) => handlerName switch
    {
        "Firefox120" => "firefox",
        "Safari12" => "safari",
        _ => "chrome",
    };

    private async Task SendAllAfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await Sent.SendAllAsync();
        await _chat.OpenAsync();
    }

    private async Task EnterAsync(TaskCompletionSource closed)
    {
        // 1. Signaling.
        var heartbeat = new Heartbeat(TimeProvider.System);
        var signaling = new ProtooClient(new ProtooSocket())
        {
            OnRequest = HandleRequestAsync,
            OnNotification = HandleNotification,
            OnHeard = heartbeat.HandleHeard,
            OnClose = _ => closed.TrySetResult(),
        };
        Connection.Begin(signaling);
        await signaling.OpenAsync(RoomLink.Socket(Document.Address, _wish.Room, _peerId, _reconnectToken, _wish.Token));
        heartbeat.HandleHeard();
        _ = WatchAsync(signaling, heartbeat, closed.Task);

        // 2. What this browser and the room have in common, and a transport each way.
        Device device = await Connection.LoadDeviceAsync(signaling);
        await Connection.CreateTransportsAsync(signaling, device);

        // 3. In.
        JsonNode joined = await JoinAsync(signaling, device, closed.Task);
        bool hadHand = IsHandRaised;
        Facts.HandleJoined(joined);
        _reconnectToken = MessageJson.Text(joined["reconnectToken"]);
        _isIn = true;
        _listener.HandleState(RoomState.Connected);
        foreach (JsonNode? peer in joined["peers"] as JsonArray ?? [])
        {
            HandlePeer(peer, isNew: false);
        }

        _listener.HandleRoom();
        if (hadHand && !IsHandRaised)
        {
            _ = Requests.RaiseHandAsync(isRaised: true);
        }

        // 4. What the user shows and says. A user who cannot send can still see and hear.
        try
        {
            await SendAllAsync();
        }
        catch (Exception error) when (!closed.Task.IsCompleted)
        {
            _listener.HandleProblem(Language.Text("problem.notSent", error.Message));
        }
    }

    /// <summary>Joins, as soon as a host admits the user if the room has a lobby.</summary>
    private async Task<JsonNode> JoinAsync(ProtooClient signaling, Device device, Task closed)
    {
        while (true)
        {
            _admission = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            JsonNode answer = await signaling.RequestAsync("join", new()
            {
                ["displayName"] = _wish.Name,
                ["device"] = new JsonObject { ["flag"] = FlagOf(device.HandlerName), ["name"] = "Tureen" },
                ["rtpCapabilities"] = MessageJson.Node(device.RecvRtpCapabilities),
                ["sctpCapabilities"] = MessageJson.Node(device.SctpCapabilities),
                ["waitsInLobby"] = true,
            });
            if (answer["isWaiting"] is null)
            {
                return answer;
            }

            // When the connection closes first, the next request fails.
            _listener.HandleState(RoomState.Waiting);
            await Task.WhenAny(_admission.Task, closed);
        }
    }

    /// <summary>Shows when the server does not answer, and connects again when it has not answered for long.</summary>
    private async Task WatchAsync(ProtooClient signaling, Heartbeat heartbeat, Task closed)
    {
        bool isSilent = false;
        while (!closed.IsCompleted)
        {
            if (heartbeat.HandleTick())
            {
                signaling.Ping();
            }

            if (heartbeat.State == LinkState.Lost)
            {
                signaling.Close();
                return;
            }

            if (_isIn && isSilent != (heartbeat.State == LinkState.Silent))
            {
                isSilent = !isSilent;
                _listener.HandleSilence(isSilent);
            }

            await Task.Delay(Heartbeat.Tick);
        }
    }

    private async Task<JsonNode?> HandleRequestAsync(string method, JsonNode data)
    {
        switch (method)
        {
            case "newConsumer":
                await Received.ConsumeAsync(data);
                return null;
            case "newDataConsumer":
                await Received.ConsumeDataAsync(data);
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
                HandlePeer(data["peer"] ?? data, isNew: true);
                break;
            case "peerClosed":
                string gone = MessageJson.Text(data["peerId"]);
                Received.RemoveOf(gone);
                _listener.HandlePeerGone(gone);
                break;
            case "peerDisplayNameChanged" when MessageJson.Text(data["peerId"]) == _peerId:
                HandleRenamed(MessageJson.Text(data["displayName"]));
                break;
            case "peerDisplayNameChanged":
                _listener.HandlePeer(MessageJson.Text(data["peerId"]), MessageJson.Text(data["displayName"]), isNew: false);
                break;
            case "activeSpeaker":
                _listener.HandleSpeaker(data["peerId"] is null ? null : MessageJson.Text(data["peerId"]));
                break;
            case "downlinkBwe":
                Connection.HandleDownlink(data);
                break;
            case "lobbyAdmitted":
                _admission.TrySetResult();
                break;
            case "removed":
                // The server closes the connection next; the page does not come back by itself.
                Removal = Language.Text("left.removed", MessageJson.Text(data["reason"]));
                _hasLeft = true;
                break;
            default:
                HandleHost(method, data);
                break;
        }
    }

    private void HandleHost(string method, JsonNode data)
    {
        switch (method)
        {
            case "trackMuted" or "trackUnmuted":
                _listener.HandleMuted(MessageJson.Text(data["kind"]), isMuted: method == "trackMuted");
                break;
            case "unmuteRequested":
                _listener.HandleUnmuteRequest(MessageJson.Text(data["kind"]));
                break;
            case "reaction":
                _listener.HandleReaction(MessageJson.Text(data["peerId"]), MessageJson.Text(data["reaction"]));
                break;
            case var _ when Facts.TryApply(method, data):
                _listener.HandleRoom();
                break;
            default:
                Received.HandleNotification(method, data);
                break;
        }
    }

    private void HandleRenamed(string name)
    {
        _wish = _wish with { Name = name };
        _listener.HandlePeer(_peerId, name, isNew: false);
    }

    private void HandlePeer(JsonNode? peer, bool isNew)
    {
        string id = MessageJson.Text(peer?["peerId"] ?? peer?["id"]);
        if (id.Length > 0)
        {
            _listener.HandlePeer(id, MessageJson.Text(peer!["displayName"]), isNew);
        }
    }

    private void CloseAll()
    {
        _isIn = false;
        Received.Clear();
        Sent.Clear();
        _chat.Clear();
        Connection.Close();
    }
}
