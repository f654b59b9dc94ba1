using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Tureen.Rooms;

namespace Tureen.Tests.Rooms.Hooks;

/// <summary>Lets no Mallory in, no video through, and nothing to Eve; it answers <c>whoAmI</c>, fails at times, and writes down what it hears.</summary>
internal sealed class StrictHooks(Channel<string> heard) : RoomHooks
{
    public override ValueTask<RoomVerdict> MayJoinAsync(RoomVisitor visitor, CancellationToken cancellationToken)
    {
        visitor.AppData["agent"] = visitor.Request.Request.Query["agent"].ToString();
        return visitor.PeerId switch
        {
            "mallory" => new(RoomVerdict.Refused("not you")),
            "broken" => throw new InvalidOperationException("secret of the application"),
            _ => new(RoomVerdict.Allowed),
        };
    }

    public override ValueTask<RoomVerdict> MayPublishAsync(RoomPeer peer, RoomTrack track) =>
        new(track.Kind == RoomTrackKind.Video ? RoomVerdict.Refused($"no video, {peer.DisplayName}") : RoomVerdict.Allowed);

    public override ValueTask<RoomVerdict> MaySubscribeAsync(RoomPeer peer, RoomTrack track) =>
        new(peer.Id == "eve" && track.PeerId is not null ? RoomVerdict.Refused("not for you") : RoomVerdict.Allowed);

    public override ValueTask<JsonNode?> HandleRequestAsync(RoomPeer peer, string method, JsonElement data)
    {
        if (method != "whoAmI")
        {
            return base.HandleRequestAsync(peer, method, data);
        }

        peer.Notify("asked", new JsonObject { ["by"] = peer.Id });
        return new(new JsonObject
        {
            ["id"] = peer.Id,
            ["agent"] = (string?)peer.AppData["agent"],
            ["sent"] = data.GetProperty("number").GetInt32(),
        });
    }

    public override void HandleRoomOpened(string roomId) => heard.Writer.TryWrite("opened " + roomId);

    public override void HandleRoomClosed(string roomId) => heard.Writer.TryWrite("closed " + roomId);

    public override void HandlePeerJoined(RoomPeer peer)
    {
        heard.Writer.TryWrite($"joined {peer.RoomId} {peer.Id}");
        throw new InvalidOperationException("a fault of the application");
    }

    public override void HandlePeerLeft(RoomPeer peer) => heard.Writer.TryWrite($"left {peer.RoomId} {peer.Id}");
}
