using System.Security.Claims;
using System.Text.Json.Nodes;

namespace Tureen.Rooms;

/// <summary>A peer as the application sees it.</summary>
public sealed class RoomPeer
{
    private readonly Action<string, JsonObject> _notify;
    private readonly Action _close;

    internal RoomPeer(RoomVisitor visitor, Action<string, JsonObject> notify, Action close)
    {
        RoomId = visitor.RoomId;
        Id = visitor.PeerId;
        User = visitor.Request.User;
        AppData = visitor.AppData;
        Rights = visitor.Rights;
        _notify = notify;
        _close = close;
    }

    /// <summary>The name of its room.</summary>
    public string RoomId { get; }

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>How others see it; empty until it has joined.</summary>
    public string DisplayName { get; internal set; } = string.Empty;

    /// <summary>The user of the request that it came with, as the application's authentication knows it.</summary>
    public ClaimsPrincipal User { get; }

    /// <summary>Who the peer is by its token, and what it may do. A host can change it in the call.</summary>
    public RoomRights Rights { get; internal set; }

    /// <summary>What a host or the application says about the peer, which the others see; null for nothing.</summary>
    public JsonObject? Metadata { get; internal set; }

    /// <summary>What the application keeps of the peer, first in <see cref="RoomVisitor.AppData"/>.</summary>
    public IDictionary<string, object?> AppData { get; }

    /// <summary>Sends the client a notification.</summary>
    /// <param name="method">A method that the client knows.</param>
    /// <param name="data">What goes with it.</param>
    public void Notify(string method, JsonObject data) => _notify(method, data);

    /// <summary>Ends the connection of the client. It may connect again, if <see cref="RoomHooks.MayJoinAsync"/> allows it.</summary>
    public void Close() => _close();
}
