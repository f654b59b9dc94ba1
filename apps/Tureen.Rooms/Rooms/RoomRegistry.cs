using Tureen.Rooms.Logging;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Settings;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>All rooms. The first WebSocket that names a room opens it, and with the last one it is closed.</summary>
internal sealed class RoomRegistry(WorkerPool workers, RoomServerSettings settings, ILoggerFactory loggerFactory)
{
    private readonly ILogger _logger = loggerFactory.CreateLogger<RoomRegistry>();
    private readonly MediaAddress _address = MediaAddress.Choose(settings);
    private readonly Dictionary<string, RoomEntry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private volatile bool _isClosed;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>The rooms that are open.</summary>
    public IReadOnlyList<Room> Snapshot()
    {
        lock (_gate)
        {
            return [.. _entries.Values.Where(entry => entry.Creation.IsCompletedSuccessfully).Select(entry => entry.Creation.Result)];
        }
    }

    /// <summary>Gives a room to a WebSocket, and opens it if need be; simultaneous first ones get the same.</summary>
    /// <exception cref="ProtooException">A limit is reached, or the server is ending.</exception>
    /// <exception cref="MediasoupException">The room cannot be opened.</exception>
    public async Task<RoomLease> AcquireAsync(PeerQuery query)
    {
        if (query.RoomId.Length > RoomLimits.MaxIdLength || query.PeerId.Length > RoomLimits.MaxIdLength)
        {
            throw new ProtooException("roomId or peerId too long");
        }

        RoomEntry entry = Hold(query);
        try
        {
            Room room = await entry.Creation;
            RequireOpen();
            return new RoomLease(room, () => Release(query.RoomId, entry));
        }
        catch
        {
            Release(query.RoomId, entry);
            throw;
        }
    }

    /// <summary>Closes all rooms, and opens no more.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
        }

        foreach (Room room in Snapshot())
        {
            room.Close();
        }
    }

    private void RequireOpen()
    {
        if (_isClosed)
        {
            throw new ProtooException("the server is shutting down");
        }
    }

    private RoomEntry Hold(PeerQuery query)
    {
        lock (_gate)
        {
            RequireOpen();
            if (!_entries.TryGetValue(query.RoomId, out RoomEntry? entry) || entry.IsDead)
            {
                if (_entries.Count >= RoomLimits.MaxRooms)
                {
                    throw new ProtooException("too many rooms");
                }

                entry = new RoomEntry(OpenAsync(query));
                _entries[query.RoomId] = entry;
            }

            entry.Holders++;
            return entry;
        }
    }

    private async Task<Room> OpenAsync(PeerQuery query)
    {
        // Not under the lock.
        await Task.Yield();
        Router router = await workers.CreateRouterAsync();
        _logger.LogInformation("Room {RoomId} opened", LogText.Of(query.RoomId));
        return new Room(query, router, _address, loggerFactory.CreateLogger<Room>());
    }

    private void Release(string roomId, RoomEntry entry)
    {
        lock (_gate)
        {
            if (--entry.Holders > 0)
            {
                return;
            }

            if (_entries.GetValueOrDefault(roomId) == entry)
            {
                _entries.Remove(roomId);
            }
        }

        if (entry.Creation.IsCompletedSuccessfully)
        {
            entry.Creation.Result.Close();
            _logger.LogInformation("Room {RoomId} closed", LogText.Of(roomId));
        }
    }
}
