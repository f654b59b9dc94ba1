using System.Collections.Concurrent;

namespace Tureen.Rooms.V2;

/// <summary>A room and who is connected to it.</summary>
internal sealed class V2RoomEntry
{
    private readonly ConcurrentDictionary<string, V2Connection> _connections = new(StringComparer.Ordinal);

    public V2RoomEntry(Tureen.V2.Room room)
    {
        Room = room;
        room.OnNewPeer += peer => _connections.GetValueOrDefault(peer.Name)?.Attach(peer);
    }

    public Tureen.V2.Room Room { get; }

    /// <summary>Connections that keep it open. Guarded by the registry.</summary>
    public int Holders { get; set; }

    /// <summary>A peer of the same name that is still there gives way.</summary>
    public void Add(V2Connection connection)
    {
        while (!_connections.TryAdd(connection.PeerName, connection))
        {
            if (_connections.TryRemove(connection.PeerName, out V2Connection? older))
            {
                older.Close();
            }
        }
    }

    public void Remove(V2Connection connection)
    {
        _connections.TryRemove(new KeyValuePair<string, V2Connection>(connection.PeerName, connection));
        connection.Close();
    }
}
