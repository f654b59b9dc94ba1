using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Broadcasts;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Members;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <content>Programs that come in by the HTTP API.</content>
internal sealed partial class Room
{
    private readonly Dictionary<string, Broadcaster> _broadcasters = new(StringComparer.Ordinal);

    public bool HasPeers => _peers.Count > 0;

    private IEnumerable<IRoomMember> Members => _peers.Values.Concat<IRoomMember>(_broadcasters.Values);

    /// <summary>Lets a broadcaster in, and presents it to the peers.</summary>
    /// <returns>The peers, with what it can consume of them.</returns>
    public Task<JsonNode> AddBroadcasterAsync(BroadcasterOptions options, IDisposable lease) => Loop.RunAsync<JsonNode>(() =>
    {
        if (IsClosed)
        {
            throw BroadcastException.NotFound("room", Id);
        }

        if (_broadcasters.ContainsKey(options.Id) || _peers.ContainsKey(options.Id))
        {
            throw BroadcastException.Conflict($"broadcaster with id \"{options.Id}\" already exists");
        }

        if (_broadcasters.Count >= RoomLimits.MaxBroadcastersPerRoom)
        {
            throw BroadcastException.Conflict("too many broadcasters");
        }

        var broadcaster = new Broadcaster(this, options, lease);
        _broadcasters.Add(broadcaster.Id, broadcaster);
        _logger.LogInformation("Broadcaster {PeerId} joined room {RoomId}", LogText.Of(broadcaster.Id), LogText.Of(Id));
        foreach (Peer peer in JoinedExcept(broadcaster))
        {
            peer.Notify("newPeer", peer.Dialect.NewPeer(broadcaster));
        }

        return new JsonObject { ["peers"] = options.Capabilities is null ? [] : DescribePeers(broadcaster) };
    });

    public Broadcaster FindBroadcaster(string id) =>
        _broadcasters.GetValueOrDefault(id) ?? throw BroadcastException.NotFound("broadcaster", id);

    /// <summary>All that a peer sees when it joins.</summary>
    public IEnumerable<IRoomMember> MembersExcept(Peer peer) => [.. JoinedExcept(peer), .. _broadcasters.Values];

    /// <summary>Removes a broadcaster, before its transports close, so that the peers hear first that it is gone.</summary>
    public void HandleClosing(Broadcaster broadcaster)
    {
        _broadcasters.Remove(broadcaster.Id);
        if (!IsClosed)
        {
            _logger.LogInformation("Broadcaster {PeerId} left room {RoomId}", LogText.Of(broadcaster.Id), LogText.Of(Id));
            NotifyClosed(broadcaster);
        }
    }

    /// <summary>Messages of a broadcaster go to all peers.</summary>
    public void HandleNewDataProducer(Broadcaster broadcaster, PeerDataProducer producer)
    {
        if (!IsForPeers(broadcaster, producer))
        {
            return;
        }

        foreach (Peer peer in JoinedExcept(broadcaster))
        {
            _ = peer.DataConsumers.ConsumeAsync(producer);
        }
    }

    // Only the chat of a peer; all channels of a broadcaster except those for the bot, which answers peers alone.
    private static bool IsForPeers(IRoomMember from, PeerDataProducer producer) =>
        from is Peer ? producer.Channel == PeerDataProducer.Chat : producer.Channel != PeerDataProducer.Bot;

    private JsonArray DescribePeers(Broadcaster broadcaster)
    {
        var peers = new JsonArray();
        foreach (Peer peer in JoinedExcept(broadcaster))
        {
            JsonObject described = Dialect.Classic.Peer(peer);
            var producers = new JsonArray();
            foreach (PeerProducer producer in peer.Producers.All.Where(broadcaster.CanConsume))
            {
                producers.Add(new JsonObject { ["id"] = producer.Producer.Id, ["kind"] = producer.Producer.Kind.ToWireString() });
            }

            described["producers"] = producers;
            peers.Add(described);
        }

        return peers;
    }
}
