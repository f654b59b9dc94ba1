namespace Tureen.Rooms.Rooms;

/// <summary>
/// Something of a room that is made when it is first needed. A failure is not remembered: what lacked memory or descriptors once is made by the
/// next who needs it. Runs on the room's loop.
/// </summary>
internal sealed class RoomPart<T>(Func<Task<T>> create)
{
    private Task<T>? _creation;

    /// <summary>The part; who comes while it is being made gets the same.</summary>
    public Task<T> GetAsync() =>
        _creation = _creation is { IsFaulted: false, IsCanceled: false } ? _creation : create();
}
