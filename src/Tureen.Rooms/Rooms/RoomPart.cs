namespace Tureen.Rooms.Rooms;

/// <summary>
/// A part of a room that is made when it is first needed. A failure is not remembered: if memory or descriptors ran out once, the next use makes
/// it. Runs on the room's loop.
/// </summary>
internal sealed class RoomPart<T>(Func<Task<T>> create)
{
    private Task<T>? _creation;

    /// <summary>The part; simultaneous callers get the same one.</summary>
    public Task<T> GetAsync() =>
        _creation = _creation is { IsFaulted: false, IsCanceled: false } ? _creation : create();
}
