namespace Tureen.Rooms.Rooms;

/// <summary>A room of the registry, from the moment that somebody asks for it.</summary>
/// <param name="creation">The room, once it is made.</param>
/// <param name="share">Its place among the rooms of the address that opened it.</param>
internal sealed class RoomEntry(Task<Room> creation, IDisposable share)
{
    public Task<Room> Creation { get; } = creation;

    public IDisposable Share { get; } = share;

    /// <summary>WebSockets that are in it or on their way. The room ends with the last of them.</summary>
    public int Sockets { get; set; }

    /// <summary>Broadcasters that are in it or on their way. They hold a room only before the first WebSocket.</summary>
    public int Broadcasts { get; set; }

    /// <summary>Nobody is in it, and it stays open for a while. Null otherwise.</summary>
    public ITimer? Linger { get; private set; }

    /// <summary>How often it has begun to linger, by which the end of an earlier time is recognized.</summary>
    public int LingerCount { get; private set; }

    /// <summary>Keeps it open for a while, or changes how long.</summary>
    public void BeginLinger(TimeProvider time, TimeSpan timeout, Action<int> end)
    {
        EndLinger();
        int linger = ++LingerCount;
        Linger = time.CreateTimer(_ => end(linger), null, timeout, Timeout.InfiniteTimeSpan);
    }

    public void EndLinger()
    {
        Linger?.Dispose();
        Linger = null;
    }

    /// <summary>Closed from within, because its worker failed.</summary>
    public bool IsDead => Creation.IsCompleted && (!Creation.IsCompletedSuccessfully || Creation.Result.IsClosed);
}
