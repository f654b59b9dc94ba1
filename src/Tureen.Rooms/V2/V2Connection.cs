using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Security;
using Tureen.Rooms.Signaling;
using Tureen.V2;

namespace Tureen.Rooms.V2;

/// <summary>One client of mediasoup v2: the v2 protocol inside of protoo, as in the demo of that time.</summary>
internal sealed class V2Connection : IProtooHandler, IDisposable
{
    private const string RequestMethod = "mediasoup-request";
    private const string NotificationMethod = "mediasoup-notification";

    private readonly V2RoomEntry _entry;
    private readonly ProtooConnection _protoo;
    private readonly TransportRules _rules;
    private readonly RoomServices _services;
    private readonly RoomPeer _public;
    private readonly ILogger _logger;
    private readonly ITimer _joinDeadline;
    private readonly TokenBucket _relayed;
    private volatile Tureen.V2.Peer? _peer;

    public V2Connection(
        V2RoomEntry entry, RoomVisitor visitor, ProtooConnection protoo, TransportRules rules, RoomServices services, ILogger logger)
    {
        _entry = entry;
        _protoo = protoo;
        _rules = rules;
        _logger = logger;
        _services = services;
        _public = new RoomPeer(visitor, (method, data) => protoo.Notify(method, data), protoo.Close);
        _relayed = new TokenBucket(services.Time, V2Limits.RelayedBytesPerSecond, V2Limits.RelayedBurst);
        _joinDeadline = services.Time.CreateTimer(
            _ => HandleJoinDeadline(), null, services.Limits.JoinDeadline, Timeout.InfiniteTimeSpan);
    }

    public string PeerName => _public.Id;

    public RoomRights Rights => _public.Rights;

    /// <summary>Null until it has joined.</summary>
    public Tureen.V2.Peer? Peer => _peer;

    /// <summary>When it joined; null when it has not.</summary>
    public DateTimeOffset? JoinedAt { get; private set; }

    /// <summary>It has ended, and the room will hear of it.</summary>
    public bool IsGone => _protoo.IsClosed;

    /// <summary>Proves that a later connection is of the same client, which gets it when it joins.</summary>
    public string ReconnectToken { get; } = Tureen.Rooms.Security.ReconnectToken.Create();

    /// <summary>The peer has joined; from now on its client gets notifications.</summary>
    public void Attach(Tureen.V2.Peer peer)
    {
        peer.TransportRules = _rules;
        _services.Hooks.Raise(hooks => hooks.HandlePeerJoined(_public));
        peer.OnNotify += notification => _protoo.Notify(NotificationMethod, notification);
        peer.OnNewProducer += producer => _entry.Moderation.MuteIfNeeded(this, producer);
        JoinedAt = _services.Time.GetUtcNow();
        _peer = peer;
        _joinDeadline.Dispose();
    }

    /// <summary>Lets its WebSocket end with a code and a reason.</summary>
    public void End(WebSocketCloseStatus status, string reason) => _protoo.Close(status, reason);

    public void Dispose() => _joinDeadline.Dispose();

    public void Close()
    {
        if (Interlocked.Exchange(ref _peer, null) is { } peer)
        {
            peer.Close();
            _services.Hooks.Raise(hooks => hooks.HandlePeerLeft(_public));
        }

        _protoo.Close();
    }

    public async Task HandleRequestAsync(ProtooRequest request)
    {
        JsonObject message = ToMessage(request.Data);
        PayForRelay(request.Data, message);
        await RequireMayPublishAsync(message);
        switch (request.Method)
        {
            case RequestMethod:
                request.Accept(await AnswerAsync(message));
                break;
            case NotificationMethod:
                // protoo of that time had no notifications, so older clients send them as requests.
                await NotifiedAsync(message);
                break;
            default:
                throw new ProtooException($"unknown method {LogText.Of(request.Method)}");
        }
    }

    public Task HandleNotificationAsync(string method, JsonElement data) =>
        method == NotificationMethod ? NotifiedAsync(data) : Task.CompletedTask;

    private static JsonObject ToMessage(JsonElement data) =>
        data.ValueKind == JsonValueKind.Object ? JsonObject.Create(data)! : throw new ProtooException("data is no object");

    private async Task<JsonObject?> AnswerAsync(JsonObject message)
    {
        if (MessageText.Of(message, "target") == "peer")
        {
            return await RequirePeer().ReceiveRequestAsync(message);
        }

        // The URL identifies the client; the message must name the same peer.
        if (MessageText.Of(message, "method") == "join" && MessageText.Of(message, "peerName") != PeerName)
        {
            throw new ProtooException("peerName is not that of the connection");
        }

        JsonObject answer = await _entry.Room.ReceiveRequestAsync(message);
        if (_peer is not null)
        {
            answer["reconnectToken"] = ReconnectToken;
        }

        return answer;
    }

    private async Task NotifiedAsync(JsonElement data)
    {
        JsonObject message = ToMessage(data);
        PayForRelay(data, message);
        await RequireMayPublishAsync(message);
        await NotifiedAsync(message);
    }

    /// <exception cref="ProtooException">The application refuses.</exception>
    private async Task RequireMayPublishAsync(JsonObject message)
    {
        if (MessageText.Of(message, "method") != "createProducer")
        {
            return;
        }

        RoomTrackKind kind = MessageText.Of(message, "kind") == "audio" ? RoomTrackKind.Audio : RoomTrackKind.Video;
        if (!Rights.MayPublish(kind))
        {
            throw new ProtooException(StatusCodes.Status403Forbidden, $"the token does not grant {kind.ToString().ToLowerInvariant()}");
        }

        var track = new RoomTrack(PeerName, kind, message["appData"] as JsonObject ?? []);
        if (await _services.Hooks.MayPublishAsync(_public, track) is { Reason: { } reason })
        {
            throw new ProtooException(StatusCodes.Status403Forbidden, reason);
        }
    }

    /// <summary>An announcement to all others costs its length, independent of their number.</summary>
    /// <exception cref="ProtooException">It is too much.</exception>
    private void PayForRelay(JsonElement data, JsonObject message)
    {
        bool isRelayed = MessageText.Of(message, "method") is "createProducer" or "closeProducer" or "pauseProducer" or "resumeProducer";
        if (isRelayed && !_relayed.TryTake(KeptData.LengthOf(data)))
        {
            throw new ProtooException(StatusCodes.Status429TooManyRequests, "too many changes announced to the others");
        }
    }

    private Task NotifiedAsync(JsonObject message) => RequirePeer().ReceiveNotificationAsync(message);

    private Tureen.V2.Peer RequirePeer() => _peer ?? throw new ProtooException("the peer has not joined");

    private void HandleJoinDeadline()
    {
        if (_peer is null)
        {
            _logger.LogDebug("{Peer} does not join", LogText.Of(PeerName));
            _protoo.Close();
        }
    }
}
