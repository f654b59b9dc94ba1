namespace Tureen.Rooms.Rooms;

/// <summary>A room of the registry, from the moment that somebody asks for it.</summary>
internal sealed class RoomEntry(Task<Room> creation)
{
    public Task<Room> Creation { get; } = creation;

    /// <summary>WebSockets that are in it or on their way.</summary>
    public int Holders { get; set; }

    /// <summary>Closed from within, because its worker failed.</summary>
    public bool IsDead => Creation.IsCompleted && (!Creation.IsCompletedSuccessfully || Creation.Result.IsClosed);
}
