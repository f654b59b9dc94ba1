using System.Diagnostics;

namespace Tureen.Rooms;

/// <summary>Somebody who wants to join a room.</summary>
public sealed class RoomVisitor
{
    internal RoomVisitor(string roomId, string peerId, HttpContext request)
    {
        RoomId = roomId;
        PeerId = peerId;
        Request = request;
    }

    /// <summary>The name of the room.</summary>
    public string RoomId { get; }

    /// <summary>The id that the peer would have.</summary>
    public string PeerId { get; }

    /// <summary>The request for the WebSocket, with its user, query and cookies.</summary>
    public HttpContext Request { get; }

    /// <summary>
    /// It is a client of mediasoup v2. Such a client gets all that others publish in its room, which is another one than that of the same name for other
    /// clients; <see cref="RoomHooks.MaySubscribeAsync"/> is not asked, and the opening of that room raises nothing.
    /// </summary>
    public bool IsV2 { get; internal init; }

    /// <summary>Who the visitor is by the token, and what it allows.</summary>
    public RoomRights Rights { get; internal set; } = RoomRights.Anonymous;

    /// <summary>When it came.</summary>
    internal DateTimeOffset StartedAt { get; init; }

    /// <summary>What its request is called in traces.</summary>
    internal ActivityContext Trace { get; } = Activity.Current?.Context ?? default;

    /// <summary>Whatever the application keeps of the peer; see <see cref="RoomPeer.AppData"/>.</summary>
    public IDictionary<string, object?> AppData { get; } = new Dictionary<string, object?>(StringComparer.Ordinal);
}
