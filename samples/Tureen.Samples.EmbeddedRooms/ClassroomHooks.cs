using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Rooms;

namespace Tureen.Samples.EmbeddedRooms;

/// <summary>The rules of a classroom: pupils are heard and seen, and the teacher alone shares a screen.</summary>
internal sealed class ClassroomHooks(ILogger<ClassroomHooks> logger) : RoomHooks
{
    private const string Teacher = "teacher";

    public override ValueTask<RoomVerdict> MayPublishAsync(RoomPeer peer, RoomTrack track) =>
        new(track.Kind == RoomTrackKind.Screen && peer.Id != Teacher
            ? RoomVerdict.Refused("only the teacher shares a screen")
            : RoomVerdict.Allowed);

    /// <summary>A request of this application's own, which its page sends.</summary>
    public override ValueTask<JsonNode?> HandleRequestAsync(RoomPeer peer, string method, JsonElement data)
    {
        if (method != "raiseHand")
        {
            return base.HandleRequestAsync(peer, method, data);
        }

        logger.LogInformation("{Name} raises a hand in {Room}", peer.DisplayName, peer.RoomId);
        return new(new JsonObject { ["isSeen"] = true });
    }

    public override void HandlePeerJoined(RoomPeer peer) => logger.LogInformation("{Name} is in {Room}", peer.DisplayName, peer.RoomId);
}
