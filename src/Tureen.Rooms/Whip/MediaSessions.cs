using System.Collections.Concurrent;
using Tureen.Rooms.Broadcasts;
using Tureen.Rooms.Security;

namespace Tureen.Rooms.Whip;

/// <summary>The sessions of all rooms, which have as many places as WebSockets.</summary>
internal sealed class MediaSessions(TureenRoomsOptions options)
{
    private readonly ConcurrentDictionary<string, MediaSession> _sessions = new(StringComparer.Ordinal);
    private readonly AddressShares _places = new(options.Limits.MaxSockets, options.Limits.MaxSocketsPerAddress);

    /// <summary>Takes a place for one more.</summary>
    /// <returns>Gives it back when disposed.</returns>
    /// <exception cref="BroadcastException">There is none left for this address.</exception>
    public IDisposable TakePlace(AddressKey address) =>
        _places.TryTake(address) ?? throw new BroadcastException(StatusCodes.Status503ServiceUnavailable, "too many sessions of this address, or of all");

    public void Add(MediaSession session) => _sessions[session.Id] = session;

    public void Remove(MediaSession session) => _sessions.TryRemove(session.Id, out _);

    /// <exception cref="BroadcastException">There is no such session in the room, or it is another caller's.</exception>
    public MediaSession Find(SdpRequest request)
    {
        MediaSession session = _sessions.GetValueOrDefault(request.SessionId) is { IsEnded: false } found && found.Room.Id == request.RoomId
            ? found
            : throw BroadcastException.NotFound("session", request.SessionId);
        return session.IsOf(request.Rights)
            ? session
            : throw new BroadcastException(StatusCodes.Status403Forbidden, "the session belongs to another identity");
    }
}
