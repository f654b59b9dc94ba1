using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tureen.Rooms;

/// <summary>
/// What an application decides about its rooms, and hears of them. It overrides what it needs. Calls for one room come one at a time until one of them awaits;
/// calls for several rooms come at the same time. A question whose answer fails is answered with a refusal.
/// </summary>
public abstract class RoomHooks
{
    /// <summary>Whether somebody may join. Asked before the WebSocket opens, after the rules of the options.</summary>
    /// <param name="visitor">Who wants to join.</param>
    /// <param name="cancellationToken">Canceled when the visitor has gone.</param>
    /// <returns>The answer.</returns>
    public virtual ValueTask<RoomVerdict> MayJoinAsync(RoomVisitor visitor, CancellationToken cancellationToken) => new(RoomVerdict.Allowed);

    /// <summary>Whether a peer may send media or messages.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="track">What it wants to send.</param>
    /// <returns>The answer.</returns>
    public virtual ValueTask<RoomVerdict> MayPublishAsync(RoomPeer peer, RoomTrack track) => new(RoomVerdict.Allowed);

    /// <summary>Whether a peer gets media or messages of another one. A refusal is silent.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="track">What it would get.</param>
    /// <returns>The answer.</returns>
    public virtual ValueTask<RoomVerdict> MaySubscribeAsync(RoomPeer peer, RoomTrack track) => new(RoomVerdict.Allowed);

    /// <summary>Answers a request that rooms do not know.</summary>
    /// <param name="peer">Who asks.</param>
    /// <param name="method">The method of the request.</param>
    /// <param name="data">What the peer sent with it.</param>
    /// <returns>The answer; null when the application does not know the method either.</returns>
    public virtual ValueTask<JsonNode?> HandleRequestAsync(RoomPeer peer, string method, JsonElement data) => new((JsonNode?)null);

    /// <summary>A room has opened.</summary>
    /// <param name="roomId">Its name.</param>
    public virtual void HandleRoomOpened(string roomId)
    {
    }

    /// <summary>A room has closed.</summary>
    /// <param name="roomId">Its name.</param>
    public virtual void HandleRoomClosed(string roomId)
    {
    }

    /// <summary>A peer has joined.</summary>
    /// <param name="peer">The peer.</param>
    public virtual void HandlePeerJoined(RoomPeer peer)
    {
    }

    /// <summary>A peer that had joined has left.</summary>
    /// <param name="peer">The peer.</param>
    public virtual void HandlePeerLeft(RoomPeer peer)
    {
    }
}
