using System.Collections.Concurrent;
using Tureen.Rooms.Security;

namespace Tureen.Rooms.V2;

/// <summary>A room and who is connected to it.</summary>
internal sealed class V2RoomEntry
{
    private readonly ConcurrentDictionary<string, V2Connection> _connections = new(StringComparer.Ordinal);

    /// <param name="room">The room.</param>
    /// <param name="share">Its place among the rooms of the address that opened it.</param>
    public V2RoomEntry(Tureen.V2.Room room, IDisposable share)
    {
        Share = share;
        Room = room;
        room.OnNewPeer += peer => _connections.GetValueOrDefault(peer.Name)?.Attach(peer);
    }

    public Tureen.V2.Room Room { get; }

    public IDisposable Share { get; }

    /// <summary>Connections that keep it open. Guarded by the registry.</summary>
    public int Holders { get; set; }

    /// <summary>Why a connection is refused.</summary>
    /// <returns>The HTTP status and the reason; null if it is allowed.</returns>
    public (int Status, string Reason)? FindRefusal(RoomVisitor visitor, string reconnectToken)
    {
        if (_connections.TryGetValue(visitor.PeerId, out V2Connection? present))
        {
            return CanReplace(present, visitor.Rights, reconnectToken)
                ? null
                : (StatusCodes.Status409Conflict, "another connection has this peerName; the reconnectToken of its join takes its place");
        }

        return _connections.Count >= V2Limits.MaxConnectionsPerRoom
            ? (StatusCodes.Status503ServiceUnavailable, "too many peers")
            : null;
    }

    /// <summary>Lets a connection in; it takes the place of one whose secret it knows.</summary>
    /// <returns>False when another one came first.</returns>
    public bool TryAdd(V2Connection connection, string reconnectToken)
    {
        while (!_connections.TryAdd(connection.PeerName, connection))
        {
            if (!_connections.TryGetValue(connection.PeerName, out V2Connection? present))
            {
                continue;
            }

            if (!CanReplace(present, connection.Rights, reconnectToken))
            {
                return false;
            }

            Remove(present);
        }

        return true;
    }

    public void Remove(V2Connection connection)
    {
        _connections.TryRemove(new KeyValuePair<string, V2Connection>(connection.PeerName, connection));
        connection.Close();
    }

    private static bool CanReplace(V2Connection present, RoomRights rights, string reconnectToken) =>
        present.IsGone || ReconnectToken.IsSame(rights, reconnectToken, present.Rights, present.ReconnectToken);
}
