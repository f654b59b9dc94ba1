using Microsoft.AspNetCore.Mvc;

namespace Tureen.Rooms.Moderation;

/// <summary>The moderation API of rooms of mediasoup v2.</summary>
internal static class V2Routes
{
    private const string Tag = "Rooms of mediasoup v2";
    private const string Participant = "{room}/participants/{participant}";
    private const string Track = Participant + "/tracks/{track}";

    public static void Map(RouteGroupBuilder api)
    {
        MapRooms(api);
        MapParticipants(api);
        MapTracks(api);
        api.MapFallback("{**rest}", static _ => throw new RoomControlException(StatusCodes.Status404NotFound, "there is no such route, or not for this method"))
            .ExcludeFromDescription();
    }

    private static void MapRooms(RouteGroupBuilder api)
    {
        api.MapGet(string.Empty, static ([FromServices] V2RoomControl rooms) => TypedResults.Ok(rooms.ListRooms()))
            .WithTags(Tag).WithSummary("Lists the open rooms. A token for one room is not enough.");
        api.MapGet("{room}", static (string room, [FromServices] V2RoomControl rooms) => TypedResults.Ok(rooms.GetRoom(room)))
            .WithTags(Tag).WithSummary("Describes a room.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPatch("{room}", static async (string room, HttpRequest request, [FromServices] V2RoomControl rooms) =>
            TypedResults.Ok(rooms.UpdateRoom(room, await ApiBody.ReadRoomChangeAsync(request))))
            .WithTags(Tag).WithSummary("Locks a room, or sets its size.").TakesJson<RoomChange>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapDelete("{room}", static (string room, string? reason, [FromServices] V2RoomControl rooms) =>
        {
            rooms.CloseRoom(room, reason);
            return TypedResults.NoContent();
        })
            .WithTags(Tag).WithSummary("Closes a room, whoever is in it.").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static void MapParticipants(RouteGroupBuilder api)
    {
        api.MapGet("{room}/participants", static (string room, [FromServices] V2RoomControl rooms) => TypedResults.Ok(rooms.ListParticipants(room)))
            .WithTags(Tag).WithSummary("Lists everybody in a room.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapDelete(Participant, static (string room, string participant, bool? ban, string? reason, [FromServices] V2RoomControl rooms) =>
        {
            rooms.RemoveParticipant(room, participant, reason, ban ?? false);
            return TypedResults.NoContent();
        })
            .WithTags(Tag).WithSummary("Removes a participant, or bans it as long as the room is open.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("{room}/bans", static (string room, [FromServices] V2RoomControl rooms) => TypedResults.Ok(rooms.ListBans(room)))
            .WithTags(Tag).WithSummary("Lists who may not come back.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapDelete("{room}/bans/{ban}", static (string room, string ban, [FromServices] V2RoomControl rooms) =>
        {
            rooms.RemoveBan(room, ban);
            return TypedResults.NoContent();
        })
            .WithTags(Tag).WithSummary("Ends a ban.").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static void MapTracks(RouteGroupBuilder api)
    {
        api.MapPost(Track + "/mute", static (string room, string participant, string track, [FromServices] V2RoomControl rooms) =>
        {
            rooms.MuteTrack(room, participant, track);
            return TypedResults.NoContent();
        })
            .WithTags(Tag).WithSummary("Mutes a track, which its owner cannot undo.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost(Track + "/unmute", static (string room, string participant, string track, [FromServices] V2RoomControl rooms) =>
        {
            rooms.UnmuteTrack(room, participant, track);
            return TypedResults.NoContent();
        })
            .WithTags(Tag).WithSummary("Ends a mute of the server.").ProducesProblem(StatusCodes.Status404NotFound);
    }
}
