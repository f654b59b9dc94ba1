using System.Collections.Concurrent;
using Tureen.Rooms.Security;

namespace Tureen.Rooms.V2;

/// <summary>A room and who is connected to it.</summary>
internal sealed class V2RoomEntry
{
    private const string Taken = "another connection has this peerName; the reconnectToken of its join takes its place";

    private readonly ConcurrentDictionary<string, V2Connection> _connections = new(StringComparer.Ordinal);

    /// <param name="id">The name of the room.</param>
    /// <param name="room">The room.</param>
    /// <param name="share">Its place among the rooms of the address that opened it.</param>
    /// <param name="services">What all rooms share.</param>
    public V2RoomEntry(string id, Tureen.V2.Room room, IDisposable share, RoomServices services)
    {
        Share = share;
        Room = room;
        Moderation = new V2Moderation(id, this, services);
        room.OnNewPeer += peer => _connections.GetValueOrDefault(peer.Name)?.Attach(peer);
    }

    public Tureen.V2.Room Room { get; }

    public IDisposable Share { get; }

    /// <summary>What administrators do in it.</summary>
    public V2Moderation Moderation { get; }

    /// <summary>Who is connected to it, whether joined or not.</summary>
    public ICollection<V2Connection> Connections => _connections.Values;

    /// <summary>Connections that keep it open. Guarded by the registry.</summary>
    public int Holders { get; set; }

    /// <summary>Why a connection is refused.</summary>
    /// <returns>The HTTP status and the reason; null if it is allowed.</returns>
    public (int Status, string Reason)? FindRefusal(RoomVisitor visitor, string reconnectToken) =>
        FindRefusal(visitor.Rights, visitor.PeerId, reconnectToken);

    /// <summary>Lets a connection in; it takes the place of one whose secret it knows.</summary>
    /// <returns>Why not, because something has changed since it was asked first; null when it is in.</returns>
    public string? AddOrFindRefusal(V2Connection connection, string reconnectToken)
    {
        if (FindRefusal(connection.Rights, connection.PeerName, reconnectToken) is { } refusal)
        {
            return refusal.Reason;
        }

        while (!_connections.TryAdd(connection.PeerName, connection))
        {
            if (!_connections.TryGetValue(connection.PeerName, out V2Connection? present))
            {
                continue;
            }

            if (!CanReplace(present, connection.Rights, reconnectToken))
            {
                return Taken;
            }

            Remove(present);
        }

        return null;
    }

    public void Remove(V2Connection connection)
    {
        _connections.TryRemove(new KeyValuePair<string, V2Connection>(connection.PeerName, connection));
        connection.Close();
    }

    private (int Status, string Reason)? FindRefusal(RoomRights rights, string peerName, string reconnectToken)
    {
        bool isPresent = _connections.TryGetValue(peerName, out V2Connection? present);
        return isPresent && !CanReplace(present!, rights, reconnectToken)
            ? (StatusCodes.Status409Conflict, Taken)
            : Moderation.FindRefusal(rights, peerName, isPresent);
    }

    private static bool CanReplace(V2Connection present, RoomRights rights, string reconnectToken) =>
        present.IsGone || ReconnectToken.IsSame(rights, reconnectToken, present.Rights, present.ReconnectToken);
}
