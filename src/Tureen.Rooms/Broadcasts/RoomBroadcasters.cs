using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Members;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Broadcasts;

/// <summary>The broadcasters of one room, which the room knows as its guests. Runs on the room's loop.</summary>
internal sealed class RoomBroadcasters(Room room)
{
    /// <summary>Lets a broadcaster in, and presents it to the peers.</summary>
    /// <returns>The peers, with what it can consume of them.</returns>
    /// <exception cref="BroadcastException">The room has ended or is full, or the id is taken.</exception>
    public JsonNode Add(BroadcasterOptions options, IDisposable lease)
    {
        if (room.IsClosed)
        {
            throw BroadcastException.NotFound("room", room.Id);
        }

        if (room.HasMember(options.Id))
        {
            throw BroadcastException.Conflict($"broadcaster with id \"{options.Id}\" already exists");
        }

        if (room.GuestCount >= RoomLimits.MaxBroadcastersPerRoom)
        {
            throw BroadcastException.Conflict("too many broadcasters");
        }

        var broadcaster = new Broadcaster(room, options, lease);
        room.AddGuest(broadcaster);
        return new JsonObject { ["peers"] = options.Capabilities is null ? [] : DescribePeers(broadcaster) };
    }

    /// <exception cref="BroadcastException">There is no such broadcaster.</exception>
    public Broadcaster Find(string id) => room.FindGuest(id) as Broadcaster ?? throw BroadcastException.NotFound("broadcaster", id);

    private JsonArray DescribePeers(Broadcaster broadcaster)
    {
        var peers = new JsonArray();
        foreach (IRoomMember peer in room.JoinedExcept(broadcaster))
        {
            JsonObject described = Dialect.Classic.Peer(peer);
            var producers = new JsonArray();
            foreach (PeerProducer producer in peer.Producers.Where(broadcaster.CanConsume))
            {
                producers.Add((JsonNode)new JsonObject { ["id"] = producer.Producer.Id, ["kind"] = producer.Producer.Kind.ToWireString() });
            }

            described["producers"] = producers;
            peers.Add((JsonNode)described);
        }

        return peers;
    }
}
