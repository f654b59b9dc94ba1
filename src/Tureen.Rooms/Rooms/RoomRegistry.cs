using Tureen.Rooms.Hooks;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Recordings;
using Tureen.Rooms.Security;
using Tureen.Rooms.Settings;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>
/// All rooms. The first WebSocket or broadcaster that names a room opens it. It is closed with its last WebSocket, or with
/// its last broadcaster when there was no WebSocket; or later, as its settings say. A room can be opened ahead.
/// </summary>
internal sealed class RoomRegistry(
    WorkerPool workers, TureenRoomsOptions options, RoomServices services, IRoomCluster cluster, PacedLoggerFactory loggerFactory)
{
    private readonly ILogger _logger = loggerFactory.CreateLogger<RoomRegistry>();
    private readonly MediaAddress _address = MediaAddress.Choose(options);
    private readonly Dictionary<string, RoomEntry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly AddressShares _shares = new(options.Limits.MaxRooms, options.Limits.MaxRoomsPerAddress);
    private volatile bool _isClosed;

    /// <summary>The folder of recordings; null when nothing is recorded.</summary>
    public RecordingArchive? Recordings => services.Recordings;

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

    /// <summary>Opens a room ahead, which stays open for a while when nobody comes.</summary>
    /// <exception cref="ProtooException">There is such a room, the change is wrong, a limit is reached, or the server is ending.</exception>
    /// <exception cref="MediasoupException">The room cannot be opened.</exception>
    public async Task<Room> CreateAsync(string roomId, RoomChange change)
    {
        KeptData.Text(roomId, RoomLimits.MaxIdLength, "roomId");
        RoomState.Check(change, options.Limits.MaxPeersPerRoom);
        var query = new PeerQuery { RoomId = roomId, PeerId = string.Empty };
        RoomEntry entry = Hold(query, isBroadcast: false, isNew: true);
        try
        {
            Room room = await entry.Creation;
            RequireOpen();
            await room.Loop.RunAsync(() => room.Moderation.Update(change));
            return room;
        }
        finally
        {
            Release(roomId, entry, isBroadcast: false);
        }
    }

    /// <summary>Ends the time of a room without people that has been closed, or starts it again when its length has changed.</summary>
    public void Refresh(string roomId)
    {
        lock (_gate)
        {
            if (_entries.GetValueOrDefault(roomId) is { Linger: not null, Creation: { IsCompletedSuccessfully: true } creation } entry)
            {
                Linger(roomId, entry, creation.Result.IsClosed ? TimeSpan.Zero : creation.Result.State.EmptyTimeout);
            }
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

    private RoomEntry Hold(PeerQuery query, bool isBroadcast, bool isNew = false)
    {
        lock (_gate)
        {
            RequireOpen();
            if (!_entries.TryGetValue(query.RoomId, out RoomEntry? entry) || entry.IsDead)
            {
                EndLinger(entry);
                IDisposable share = (isNew ? _shares.TryTakeUnshared() : _shares.TryTake(query.Address))
                    ?? throw new ProtooException(StatusCodes.Status503ServiceUnavailable, "too many rooms");
                entry = new RoomEntry(OpenAsync(query), share);
                _entries[query.RoomId] = entry;
            }
            else if (isNew)
            {
                throw new ProtooException(StatusCodes.Status409Conflict, "there is such a room");
            }

            entry.EndLinger();
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
        services.Hooks.Raise(new RoomEvent(RoomEventType.RoomOpened, query.RoomId, services.Time.GetUtcNow()));
        var room = new Room(query, router, MediaPorts.Of(worker), _address, services, loggerFactory.CreateLogger<Room>()) { WorkerId = worker.Pid };
        room.ConnectWith(cluster);
        return room;
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

            if (!_isClosed && entry.Creation is { IsCompletedSuccessfully: true, Result: { IsClosed: false, State.EmptyTimeout: { Ticks: > 0 } timeout } })
            {
                Linger(roomId, entry, timeout);
                return;
            }

            Forget(roomId, entry);
        }

        CloseForgotten(roomId, entry);
    }

    /// <summary>A dead room that lingers gives its share back before another one takes its place.</summary>
    private static void EndLinger(RoomEntry? entry)
    {
        if (entry is { Linger: not null })
        {
            entry.EndLinger();
            entry.Share.Dispose();
        }
    }

    private void Linger(string roomId, RoomEntry entry, TimeSpan timeout) =>
        entry.BeginLinger(services.Time, timeout, linger => HandleLingerEnd(roomId, entry, linger));

    private void HandleLingerEnd(string roomId, RoomEntry entry, int linger)
    {
        lock (_gate)
        {
            // Somebody came at the last moment.
            if (entry.Linger is null || entry.LingerCount != linger)
            {
                return;
            }

            entry.EndLinger();
            Forget(roomId, entry);
        }

        CloseForgotten(roomId, entry);
    }

    /// <summary>Under the lock.</summary>
    private void Forget(string roomId, RoomEntry entry)
    {
        if (_entries.GetValueOrDefault(roomId) == entry)
        {
            _entries.Remove(roomId);
        }

        entry.Share.Dispose();
    }

    private void CloseForgotten(string roomId, RoomEntry entry)
    {
        if (entry.Creation is { IsCompletedSuccessfully: true, Result: { IsClosed: false } room })
        {
            room.Close();
            _logger.LogInformation("Room {RoomId} closed", LogText.Of(roomId));
        }
    }
}
