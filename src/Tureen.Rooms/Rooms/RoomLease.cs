namespace Tureen.Rooms.Rooms;

/// <summary>Keeps a room open. One for each WebSocket and each broadcaster.</summary>
internal sealed class RoomLease(Room room, Action release) : IDisposable
{
    private Action? _release = release;

    public Room Room { get; } = room;

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
