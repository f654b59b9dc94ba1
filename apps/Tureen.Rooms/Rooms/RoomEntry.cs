namespace Tureen.Rooms.Rooms;

/// <summary>A room of the registry, from the moment that somebody asks for it.</summary>
internal sealed class RoomEntry(Task<Room> creation)
{
    public Task<Room> Creation { get; } = creation;

    /// <summary>WebSockets that are in it or on their way. The room ends with the last of them.</summary>
    public int Sockets { get; set; }

    /// <summary>Broadcasters that are in it or on their way. They hold a room only before the first WebSocket.</summary>
    public int Broadcasts { get; set; }

    /// <summary>Closed from within, because its worker failed.</summary>
    public bool IsDead => Creation.IsCompleted && (!Creation.IsCompletedSuccessfully || Creation.Result.IsClosed);
}
