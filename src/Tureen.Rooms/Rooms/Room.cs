using Tureen.Rooms.Hooks;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Members;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Security;
using Tureen.Rooms.Settings;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>Peers that see and hear each other through one router. All but the public methods run on <see cref="Loop"/>.</summary>
internal sealed class Room
{
    private readonly Dictionary<string, Peer> _peers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IRoomMember> _guests = new(StringComparer.Ordinal);
    private readonly ILogger<Room> _logger;
    private int _isClosed;

    public Room(
        PeerQuery query, Router router, WebRtcServer webRtcServer, MediaAddress address, RoomServices services, ILogger<Room> logger)
    {
        Id = query.RoomId;
        ConsumerReplicas = Math.Min(query.ConsumerReplicas, services.Limits.MaxConsumerReplicas);
        Services = services;
        Router = router;
        WebRtcServer = webRtcServer;
        Address = address;
        Loop = new RoomLoop(logger);
        _logger = logger;
        State = new RoomState(services.Time.GetUtcNow());
        Lobby = new RoomLobby(this);
        Door = new RoomDoor(this);
        Moderation = new RoomModeration(this);
        Events = new RoomEvents(this);
        Recordings = new RoomRecordings(this);
        Gestures = new RoomGestures(this);
        Offers = new RoomOffers(this);
        Remotes = new RoomRemotes(this);
        Policy = new RoomPolicy(this);
        router.OnWorkerClose += Close;
    }

    public string Id { get; }

    public RoomLoop Loop { get; }

    public Router Router { get; }

    /// <summary>The <see cref="Worker.Pid"/> of what carries its media.</summary>
    public required int WorkerId { get; init; }

    /// <summary>The ports that browsers use.</summary>
    public WebRtcServer WebRtcServer { get; }

    /// <summary>Where broadcasters' own ports are.</summary>
    public MediaAddress Address { get; }

    /// <summary>What all rooms share.</summary>
    public RoomServices Services { get; }

    /// <summary>What hosts and the application set.</summary>
    public RoomState State { get; }

    /// <summary>What it remembers of its participants.</summary>
    public RoomRecords Records { get; } = new();

    /// <summary>Who waits to come in.</summary>
    public RoomLobby Lobby { get; }

    /// <summary>Who may come in.</summary>
    public RoomDoor Door { get; }

    /// <summary>What hosts and the application do.</summary>
    public RoomModeration Moderation { get; }

    /// <summary>Raised hands and reactions.</summary>
    public RoomGestures Gestures { get; }

    /// <summary>What happens in it, for others to hear.</summary>
    public RoomEvents Events { get; }

    /// <summary>What is recorded of it.</summary>
    public RoomRecordings Recordings { get; }

    /// <summary>Brings what members send to the others.</summary>
    public RoomOffers Offers { get; }

    /// <summary>Who is in the same room on other machines.</summary>
    public RoomRemotes Remotes { get; }

    /// <summary>What is set in it, for other machines.</summary>
    public RoomPolicy Policy { get; }

    /// <summary>What connects it with the same room on other machines.</summary>
    public IRoomShare Share { get; private set; } = SingleMachine.Instance;

    /// <summary>Consumers of all peers, those being made included.</summary>
    public int ConsumerCount { get; set; }

    /// <summary>Players, whom nobody sees, those on their way included.</summary>
    public int PlayerCount { get; set; }

    /// <summary>Consumers for each producer, besides the one.</summary>
    public int ConsumerReplicas { get; }

    public bool IsClosed => Volatile.Read(ref _isClosed) != 0;

    public ILogger Logger => _logger;

    public bool HasPeers => _peers.Count > 0;

    /// <summary>Those that have not joined included.</summary>
    public int PeerCount => _peers.Count;

    /// <summary>Members without signaling, such as broadcasters.</summary>
    public int GuestCount => _guests.Count;

    /// <summary>Peers, those that have not joined included, guests, and those on other machines.</summary>
    public IEnumerable<IRoomMember> Members => LocalMembers.Concat(Remotes.All);

    /// <summary>Peers, those that have not joined included, and guests, of this machine.</summary>
    public IEnumerable<IRoomMember> LocalMembers => _peers.Values.Concat(_guests.Values);

    /// <summary>Why a peer is refused, checked before its WebSocket opens.</summary>
    /// <returns>The HTTP status and the reason; null if it is allowed.</returns>
    public Task<(int Status, string Reason)?> FindRefusalAsync(PeerQuery query, RoomRights rights) => Loop.RunAsync(() => Door.FindRefusal(query, rights));

    /// <summary>Lets a peer in; it takes the place of one with the same id, if it knows the secret of that one.</summary>
    public Task<Peer> AddPeerAsync(PeerQuery query, ProtooConnection connection, RoomVisitor visitor) => Loop.RunAsync(() =>
    {
        visitor.Rights = Records.RightsOf(visitor.Rights, query.PeerId);
        var peer = new Peer(this, query, connection, visitor);
        if (Door.FindRefusal(query, visitor.Rights) is { } refusal)
        {
            // It was free when the WebSocket opened.
            connection.Close(ProtooConnection.Refused, refusal.Reason);
            peer.Close();
            return peer;
        }

        if (_peers.TryGetValue(query.PeerId, out Peer? present))
        {
            peer.IsAdmitted = present.IsJoined || present.IsAdmitted;
            Gestures.CloseReplaced(present);
        }

        _peers[query.PeerId] = peer;
        peer.Greet();
        _logger.LogDebug("Peer {PeerId} connected to room {RoomId}", LogText.Of(peer.Id), LogText.Of(Id));
        return peer;
    });

    /// <summary>Connects it with the same room on other machines. Before anybody is in it.</summary>
    public void ConnectWith(IRoomCluster cluster) => Share = cluster.Open(this);

    public Task RemovePeerAsync(Peer peer) => Loop.RunAsync(peer.Close);

    /// <summary>Describes the room and the first of its members.</summary>
    public Task<RoomStatus> DescribeAsync(int maxPeers) => Loop.RunAsync(() => new RoomStatus(
        Id, [.. LocalMembers.Take(maxPeers).Select(member => member.Describe())], _peers.Count + _guests.Count));

    /// <summary>Closes all that the room has. Does nothing the second time.</summary>
    public void Close() => Close(null);

    /// <summary>The same, with a reason that its peers read; null for none.</summary>
    public void Close(string? reason)
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            Loop.Post(() => ClosePeers(reason));
        }
    }

    public IEnumerable<Peer> Joined => _peers.Values.Where(static peer => peer.IsJoined);

    /// <summary>All peers but <paramref name="member"/> that have joined.</summary>
    public Peer[] JoinedExcept(IRoomMember member) => [.. _peers.Values.Where(other => other != member && other.IsJoined)];

    /// <summary>All that a peer sees when it joins.</summary>
    public IEnumerable<IRoomMember> MembersExcept(Peer peer) => [.. Visible.Where(other => other != peer)];

    /// <summary>All that peers see.</summary>
    public IEnumerable<IRoomMember> Visible => LocalVisible.Concat(Remotes.All);

    /// <summary>All of this machine that peers see.</summary>
    public IEnumerable<IRoomMember> LocalVisible => Joined.Where(static peer => !peer.IsHidden).Concat(_guests.Values);

    public bool HasMember(string id) => FindMember(id) is not null;

    /// <summary>A peer, which may not have joined, a guest, or a member on another machine; null when there is none.</summary>
    public IRoomMember? FindMember(string id) => _peers.GetValueOrDefault(id) ?? FindGuest(id) ?? Remotes.Find(id);

    /// <summary>Null when there is none.</summary>
    public IRoomMember? FindGuest(string id) => _guests.GetValueOrDefault(id);

    /// <summary>Lets a guest in, whose id no other member has, and presents it to the peers.</summary>
    public void AddGuest(IRoomMember guest)
    {
        _guests.Add(guest.Id, guest);
        Events.Raise(RoomEventType.ParticipantJoined, guest);
        _logger.LogInformation("Broadcaster {PeerId} joined room {RoomId}", LogText.Of(guest.Id), LogText.Of(Id));
        NotifyNew(guest);
        Share.HandleChanged();
    }

    /// <summary>Removes a guest, before its transports close, so that the peers hear first that it is gone.</summary>
    public void HandleGuestClosing(IRoomMember guest)
    {
        _guests.Remove(guest.Id);
        Events.RaiseLeft(guest);
        Recordings.HandleLeft(guest);
        if (!IsClosed)
        {
            _logger.LogInformation("Broadcaster {PeerId} left room {RoomId}", LogText.Of(guest.Id), LogText.Of(Id));
            NotifyClosed(guest);
            Share.HandleChanged();
        }
    }

    /// <summary>Removes a peer, before its transports close, so that the others hear first that it is gone.</summary>
    public void HandleClosing(Peer peer)
    {
        if (_peers.GetValueOrDefault(peer.Id) == peer)
        {
            _peers.Remove(peer.Id);
        }

        Lobby.Remove(peer);
        Gestures.SetHand(peer.Id, isRaised: false);
        if (!peer.IsJoined)
        {
            return;
        }

        Services.Hooks.Raise(hooks => hooks.HandlePeerLeft(peer.Public));
        Events.RaiseLeft(peer);
        Recordings.HandleLeft(peer);
        if (IsClosed)
        {
            return;
        }

        _logger.LogInformation("Peer {PeerId} left room {RoomId}", LogText.Of(peer.Id), LogText.Of(Id));
        if (!peer.IsHidden)
        {
            NotifyClosed(peer);
            Share.HandleChanged();
        }
    }

    /// <summary>Presents a peer that has just joined to the others, and all media of the others to it.</summary>
    public void HandleJoined(Peer peer)
    {
        _logger.LogInformation("Peer {PeerId} joined room {RoomId}", LogText.Of(peer.Id), LogText.Of(Id));
        Services.Hooks.Raise(hooks => hooks.HandlePeerJoined(peer.Public));
        Events.Raise(RoomEventType.ParticipantJoined, peer);
        if (!peer.IsHidden)
        {
            NotifyNew(peer);
            Share.HandleChanged();
        }

        Offers.OfferOthers(peer);
        Offers.OfferBot(peer);
        if (peer.Public.Rights.Has(RoomGrants.Admin) && Lobby.Waiting.Count > 0)
        {
            Lobby.Notify(peer);
        }
    }

    /// <summary>Presents to the others that a peer has become visible, or is no longer.</summary>
    public void HandleHiddenChanged(Peer peer)
    {
        Share.HandleChanged();
        if (peer.IsHidden)
        {
            NotifyClosed(peer);
        }
        else
        {
            NotifyNew(peer);
        }
    }

    /// <summary>Offers new media to all others.</summary>
    public void HandleNewProducer(IRoomMember member, PeerProducer producer)
    {
        Events.Raise(RoomEventType.TrackPublished, member, producer);
        Offers.OfferToOthers(member, producer);
        Share.HandleChanged();
    }

    /// <summary>One has closed alone.</summary>
    public void HandleProducerClosed(IRoomMember member, PeerProducer producer)
    {
        Events.Raise(RoomEventType.TrackUnpublished, member, producer);
        Share.HandleChanged();
    }

    /// <summary>What is for peers goes to all others; messages of peers for the bot go to the bot alone.</summary>
    public void HandleNewDataProducer(IRoomMember member, PeerDataProducer producer)
    {
        Offers.OfferToOthers(member, producer);
        Share.HandleChanged();
    }

    /// <summary>Presents a member to the peers.</summary>
    public void NotifyNew(IRoomMember member) => Announcement.SendInDialect(JoinedExcept(member), "newPeer", dialect => dialect.NewPeer(member));

    /// <summary>The peers hear that a member is gone.</summary>
    public void NotifyClosed(IRoomMember member) => Announcement.Send(JoinedExcept(member), "peerClosed", new() { ["peerId"] = member.Id });

    private void ClosePeers(string? reason)
    {
        Recordings.Close();
        Share.Close();
        foreach (IRoomMember guest in _guests.Values.ToArray())
        {
            guest.Close();
        }

        foreach (Peer peer in _peers.Values.ToArray())
        {
            if (reason is not null)
            {
                peer.Remove(RemovalCause.RoomClosed, reason);
            }

            peer.Close();
        }

        Router.Close();
        Services.Hooks.Raise(hooks => hooks.HandleRoomClosed(Id));
        Services.Hooks.Raise(new RoomEvent(RoomEventType.RoomClosed, Id, Services.Time.GetUtcNow()));
    }
}
