using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Members;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;
using Tureen.Rooms.Telemetry;
using Tureen.Rooms.Tokens;

namespace Tureen.Rooms.Rooms;

/// <summary>One client in a room: who it is, when it joins and leaves, and what it has. Runs on the room's loop.</summary>
internal sealed class Peer : IProtooHandler, IRoomMember
{
    private readonly PeerSession _session;
    private readonly Room _room;
    private readonly bool _isBweDisabled;
    private readonly ITimer _joinDeadline;
    private readonly PeerStay _stay;

    public Peer(Room room, PeerQuery query, ProtooConnection connection, RoomVisitor visitor)
    {
        _room = room;
        _isBweDisabled = query.IsBweDisabled;
        _session = new PeerSession(room, query, connection, visitor);
        RemoteAddress = visitor.Request.Connection.RemoteIpAddress?.ToString() ?? string.Empty;
        var places = new ConsumerPlaces(_session);
        Transports = new PeerTransports(_session, Close);
        Producers = new PeerProducers(
            _session,
            Transports,
            producer => room.HandleNewProducer(this, producer),
            producer => room.HandleProducerClosed(this, producer));
        DataProducers = new PeerDataProducers(_session, Transports, producer => room.HandleNewDataProducer(this, producer));
        Consumers = new PeerConsumers(_session, Transports, places);
        DataConsumers = new PeerDataConsumers(_session, Transports, places);
        Gestures = new PeerGestures(_session);
        _stay = new PeerStay(_session, ChangeRights, Remove);
        _joinDeadline = room.Services.Time.CreateTimer(
            _ => _room.Loop.Post(HandleJoinDeadline), null, room.Services.Limits.JoinDeadline, Timeout.InfiniteTimeSpan);
    }

    public string Id => _session.Id;

    /// <summary>How the application knows it.</summary>
    public RoomPeer Public => _session.Public;

    public string RemoteAddress { get; }

    public Dialect Dialect => _session.Dialect;

    /// <summary>Its connection has ended, and the room will hear of it.</summary>
    public bool IsGone => _session.Connection.IsClosed;

    public bool IsJoined => _session.IsJoined;

    /// <summary>The others do not see it, and it sends nothing.</summary>
    public bool IsHidden => Public.Rights.Has(RoomGrants.Hidden);

    public string DisplayName => Public.DisplayName;

    /// <summary>A host admitted it from the lobby, or it was in the room before.</summary>
    public bool IsAdmitted { get; set; }

    public string? Identity => Public.Rights.Identity;

    public string? Role => Public.Rights.Role;

    public JsonObject? Metadata
    {
        get => Public.Metadata;
        set => Public.Metadata = value;
    }

    public DateTimeOffset? JoinedAt { get; private set; }

    /// <summary>As the client gave it.</summary>
    public JsonObject Device { get; private set; } = [];

    /// <summary>Proves that a later connection is of the same client, which gets it when it joins.</summary>
    public string ReconnectToken { get; } = Security.ReconnectToken.Create();

    public PeerTransports Transports { get; }

    public PeerProducers Producers { get; }

    public PeerDataProducers DataProducers { get; }

    public PeerConsumers Consumers { get; }

    public PeerDataConsumers DataConsumers { get; }

    public PeerGestures Gestures { get; }

    IReadOnlyCollection<PeerProducer> IRoomMember.Producers => Producers.All;

    IReadOnlyCollection<PeerDataProducer> IRoomMember.DataProducers => DataProducers.All;

    /// <summary>The first message, in both dialects, because the client's dialect is not known yet. Clients ignore unknown messages.</summary>
    public void Greet()
    {
        Notify("mediasoup-version", PeerMessages.Version());
        Notify("mediasoupVersion", PeerMessages.Version());
    }

    public void Notify(string method, JsonObject data) => _session.Notify(method, data);

    /// <summary>Sends a frame that several peers get.</summary>
    public void Send(byte[] frame, bool isOptional) => _session.Connection.Send(frame, isOptional);

    /// <summary>Sends a notification that a later one replaces, so that it may be left out when the client reads slowly.</summary>
    public void NotifyOptional(string method, JsonObject data) => _session.NotifyOptional(method, data);

    public Task HandleRequestAsync(ProtooRequest request) => _room.Loop.RunAsync(() => AnswerAsync(request));

    /// <summary>Only the modern dialect has notifications of clients.</summary>
    public Task HandleNotificationAsync(string method, JsonElement data) => _room.Loop.RunAsync(async () =>
    {
        if (_session.IsClosed || PeerRequests.FindChange(method) is not { } change)
        {
            return;
        }

        _session.Dialect = Dialect.Modern;
        try
        {
            _session.RequireJoined();
            await change(this, new RequestData(data));
        }
        catch (Exception exception)
        {
            _room.Logger.LogDebug("Notification {Method} of peer {PeerId} failed: {Reason}", LogText.Of(method), LogText.Of(Id), LogText.Of(exception.Message));
        }
    });

    public JsonNode RoomCapabilities() => PeerMessages.Capabilities(_room.Router.RtpCapabilities);

    public Task GetRtcStatsUrlAsync(ProtooRequest request)
    {
        _session.Dialect = Dialect.Modern;
        request.Accept(new JsonObject());
        return Task.CompletedTask;
    }

    public async Task JoinAsync(ProtooRequest request, RequestData data)
    {
        // 1. What it says, all of it before anything changes.
        RequireNotJoined();
        JoinRequest join = JoinRequest.Read(data, _isBweDisabled);

        // 2. A client that knows of lobbies gets an answer at once and joins again; for others the answer takes its time.
        if (_room.Lobby.IsFor(this))
        {
            Public.DisplayName = Public.Rights.Name ?? join.DisplayName;
            Task admission = _room.Lobby.WaitAsync(this);
            _joinDeadline.Change(ModerationLimits.MaxWait, Timeout.InfiniteTimeSpan);
            if (join.WaitsInLobby)
            {
                request.Accept(new JsonObject { ["isWaiting"] = true });
                return;
            }

            await admission;
            _session.RequireOpen();
            RequireNotJoined();
        }

        Join(request, join);
    }

    /// <summary>Lets it in from the lobby.</summary>
    public void Admit()
    {
        IsAdmitted = true;
        _joinDeadline.Change(_room.Services.Limits.JoinDeadline, Timeout.InfiniteTimeSpan);
        if (Public.Rights.Identity is not null)
        {
            _room.Records.Keep(Public.Rights, Id).IsAdmitted = true;
        }
    }

    public Task RenewTokenAsync(ProtooRequest request, RequestData data) => _stay.RenewAsync(request, data);

    /// <summary>Gives it other rights, which take effect at once.</summary>
    public void ChangeRights(RoomRights rights)
    {
        RoomRights before = Public.Rights;
        Public.Rights = rights;
        if (!rights.Has(RoomGrants.Join))
        {
            Remove(RemovalCause.Removed, "the right to be in the room has ended");
            return;
        }

        Producers.CloseUngranted();
        DataProducers.CloseUngranted();
        Consumers.CloseUngranted();
        DataConsumers.CloseUngranted();
        Notify(ModerationMessages.RightsChanged, DescribeRights());
        if (IsJoined && before.Has(RoomGrants.Hidden) != IsHidden)
        {
            _room.HandleHiddenChanged(this);
        }

        if (IsJoined && rights.Has(RoomGrants.Subscribe) && !before.Has(RoomGrants.Subscribe))
        {
            _room.Offers.OfferOthers(this);
        }
    }

    /// <summary>Ends its connection with a reason that the client reads, and does not come back from by itself.</summary>
    public void Remove(string cause, string reason)
    {
        Notify(ModerationMessages.Removed, new() { ["cause"] = cause, ["reason"] = reason });
        _session.Connection.Close(ProtooConnection.ClosedByServer, reason);
        Close();
    }

    public Task ChangeDisplayNameAsync(RequestData data)
    {
        string name = JoinRequest.ReadDisplayName(data) ?? throw new MediasoupTypeException("displayName must be a string");
        if (Public.Rights.Name is not null)
        {
            throw new ProtooException(StatusCodes.Status403Forbidden, "the token gives the name");
        }

        _session.Relays.TakeNameChange();
        Rename(name, isToOwnerToo: false);
        return Task.CompletedTask;
    }

    /// <summary>Gives it another name, which the others see.</summary>
    public void Rename(string name, bool isToOwnerToo)
    {
        string oldDisplayName = DisplayName;
        Public.DisplayName = name;
        IEnumerable<Peer> others = IsHidden ? [] : _room.JoinedExcept(this);
        Announcement.Send(isToOwnerToo ? others.Append(this) : others, "peerDisplayNameChanged", new()
        {
            ["peerId"] = Id,
            ["displayName"] = DisplayName,
            ["oldDisplayName"] = oldDisplayName,
        });
        _room.Share.HandleChanged();
    }

    /// <summary>Closes the connection and all that the peer has. Does nothing the second time.</summary>
    public void Close()
    {
        if (_session.IsClosed)
        {
            return;
        }

        _session.IsClosed = true;
        _joinDeadline.Dispose();
        _stay.End();
        _session.Kept.Close();
        _session.Connection.Close();
        _room.HandleClosing(this);
        Transports.Close();
        Producers.Clear();
        DataProducers.Clear();
        Consumers.Clear();
        DataConsumers.Clear();
    }

    public PeerStatus Describe() => new(
        Id,
        DisplayName,
        IsJoined,
        [.. Producers.All.Select(producer => new ProducerStatus(producer.Producer.Kind.ToWireString(), producer.Producer.Paused))],
        Consumers.Count);

    /// <summary>Only the chat.</summary>
    public bool IsForPeers(PeerDataProducer producer) => producer.Channel == PeerDataProducer.Chat;

    private void Join(ProtooRequest request, JoinRequest join)
    {
        _session.Kept.Keep(join.KeptLength);
        Consumers.Capabilities = join.Capabilities;
        DataConsumers.HasSctp = join.HasSctp;
        Public.DisplayName = Public.Rights.Name ?? join.DisplayName;
        Device = join.Device;
        JoinedAt = _room.Services.Time.GetUtcNow();
        _session.IsJoined = true;
        _joinDeadline.Dispose();
        var peers = new JsonArray();
        foreach (IRoomMember other in _room.MembersExcept(this))
        {
            peers.Add((JsonNode)Dialect.Peer(other));
        }

        // The answer goes before the media of the others.
        JsonObject answer = DescribeRights();
        answer["peers"] = peers;
        answer["reconnectToken"] = ReconnectToken;
        answer["hands"] = _room.Gestures.Describe();
        answer["room"] = _room.State.Describe();
        answer["isRecording"] = _room.Recordings.IsRecording;
        request.Accept(answer);
        if (!IsAdmitted)
        {
            _session.TraceJoin();
        }

        _room.HandleJoined(this);
    }

    private JsonObject DescribeRights() => new()
    {
        ["role"] = Role,
        ["grants"] = new JsonArray([.. TokenClaims.NamesOf(Public.Rights.Grants).Select(static name => (JsonNode)name)]),
    };

    private void RequireNotJoined()
    {
        if (IsJoined)
        {
            throw new ProtooException("Peer already joined");
        }
    }

    private async Task TraceAsync(string method, Func<Task> answer)
    {
        using Activity? activity = RoomTelemetry.Start("rooms.request", _session.Trace);
        activity?.SetTag("tureen.room.id", _room.Id).SetTag("tureen.participant.id", Id).SetTag("rpc.method", method);
        await answer();
    }

    private Task AnswerAsync(ProtooRequest request)
    {
        _session.RequireOpen();
        var data = new RequestData(request.Data);
        if (PeerRequests.Find(request.Method) is { } answer)
        {
            return TraceAsync(request.Method, () => answer(this, request, data));
        }

        Func<Peer, RequestData, Task>? change = PeerRequests.FindChange(request.Method);
        if (change is not null)
        {
            _session.RequireJoined();
            return change(this, data);
        }

        return ModerationRequests.Find(request.Method) is { } moderate ? ModerateAsync(request, data, moderate) : AskApplicationAsync(request);
    }

    private async Task ModerateAsync(ProtooRequest request, RequestData data, Func<RoomModeration, RequestData, Task<JsonNode>> moderate)
    {
        _session.RequireJoined();
        if (!Public.Rights.Has(RoomGrants.Admin))
        {
            throw new ProtooException(StatusCodes.Status403Forbidden, $"{request.Method} needs the grant admin");
        }

        _session.Relays.TakeModeration();
        try
        {
            request.Accept(await moderate(_room.Moderation, data));
        }
        catch (JsonException exception)
        {
            throw new ProtooException(StatusCodes.Status400BadRequest, exception.Message);
        }
    }

    private async Task AskApplicationAsync(ProtooRequest request)
    {
        JsonNode? answer = IsJoined
            ? await _room.Services.Hooks.Requests.HandleRequestAsync(Public, request.Method, request.Data.Clone())
            : null;
        request.Accept(answer ?? throw new ProtooException($"unknown request.method \"{request.Method}\""));
    }

    private void HandleJoinDeadline()
    {
        if (_room.Lobby.Waiting.Contains(this))
        {
            Remove(RemovalCause.Refused, "nobody admitted you in time");
        }
        else if (!IsJoined)
        {
            Close();
        }
    }
}
