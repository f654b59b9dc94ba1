using Tureen.Rooms.Limits;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Security;
using Tureen.Rooms.Settings;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>
/// All rooms. The first WebSocket or broadcaster that names a room opens it. It is closed with its last WebSocket, or with
/// its last broadcaster when there was no WebSocket.
/// </summary>
internal sealed class RoomRegistry(
    WorkerPool workers, TureenRoomsOptions options, RoomServices services, PacedLoggerFactory loggerFactory)
{
    private readonly ILogger _logger = loggerFactory.CreateLogger<RoomRegistry>();
    private readonly MediaAddress _address = MediaAddress.Choose(options);
    private readonly Dictionary<string, RoomEntry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly AddressShares _shares = new(options.Limits.MaxRooms, options.Limits.MaxRoomsPerAddress);
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

    /// <summary>A room that is open.</summary>
    public Room? Find(string roomId)
    {
        lock (_gate)
        {
            return _entries.GetValueOrDefault(roomId) is { Creation.IsCompletedSuccessfully: true } entry ? entry.Creation.Result : null;
        }
    }

    /// <summary>Gives a room to a WebSocket or a broadcaster, and opens it if needed; simultaneous first ones get the same.</summary>
    /// <exception cref="ProtooException">A limit is reached, or the server is ending.</exception>
    /// <exception cref="MediasoupException">The room cannot be opened.</exception>
    public async Task<RoomLease> AcquireAsync(PeerQuery query, bool isBroadcast = false)
    {
        KeptData.Text(query.RoomId, RoomLimits.MaxIdLength, "roomId");
        KeptData.Text(query.PeerId, RoomLimits.MaxIdLength, "peerId");
        RoomEntry entry = Hold(query, isBroadcast);
        try
        {
            Room room = await entry.Creation;
            RequireOpen();
            return new RoomLease(room, () => Release(query.RoomId, entry, isBroadcast));
        }
        catch
        {
            Release(query.RoomId, entry, isBroadcast);
            throw;
        }
    }

    /// <summary>Closes all rooms, and opens no new ones.</summary>
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
            throw new ProtooException(StatusCodes.Status503ServiceUnavailable, "the server is shutting down");
        }
    }

    private RoomEntry Hold(PeerQuery query, bool isBroadcast)
    {
        lock (_gate)
        {
            RequireOpen();
            if (!_entries.TryGetValue(query.RoomId, out RoomEntry? entry) || entry.IsDead)
            {
                IDisposable share = _shares.TryTake(query.Address)
                    ?? throw new ProtooException(StatusCodes.Status503ServiceUnavailable, "too many rooms");
                entry = new RoomEntry(OpenAsync(query), share);
                _entries[query.RoomId] = entry;
            }

            if (isBroadcast)
            {
                entry.Broadcasts++;
            }
            else
            {
                entry.Sockets++;
            }

            return entry;
        }
    }

    private async Task<Room> OpenAsync(PeerQuery query)
    {
        // Not under the lock.
        await Task.Yield();
        Worker worker = workers.Next();
        Router router = await worker.CreateRouterAsync(new RouterOptions { MediaCodecs = MediaCodecs.Create() });
        _logger.LogInformation("Room {RoomId} opened", LogText.Of(query.RoomId));
        services.Hooks.Raise(hooks => hooks.HandleRoomOpened(query.RoomId));
        return new Room(query, router, MediaPorts.Of(worker), _address, services, loggerFactory.CreateLogger<Room>());
    }

    private void Release(string roomId, RoomEntry entry, bool isBroadcast)
    {
        lock (_gate)
        {
            int left = isBroadcast ? --entry.Broadcasts + entry.Sockets : --entry.Sockets;
            if (left > 0)
            {
                return;
            }

            if (_entries.GetValueOrDefault(roomId) == entry)
            {
                _entries.Remove(roomId);
            }

            entry.Share.Dispose();
        }

        if (entry.Creation is { IsCompletedSuccessfully: true, Result: { IsClosed: false } room })
        {
            room.Close();
            _logger.LogInformation("Room {RoomId} closed", LogText.Of(roomId));
        }
    }
}
