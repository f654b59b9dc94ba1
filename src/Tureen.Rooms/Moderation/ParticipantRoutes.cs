using Microsoft.AspNetCore.Mvc;

namespace Tureen.Rooms.Moderation;

/// <summary>The moderation API: participants and their tracks.</summary>
internal static class ParticipantRoutes
{
    private const string Tag = "Participants";
    private const string Participant = "{room}/participants/{participant}";
    private const string Track = Participant + "/tracks/{track}";

    public static void Map(RouteGroupBuilder api)
    {
        MapReads(api);
        MapChanges(api);
        MapTracks(api);
    }

    private static void MapReads(RouteGroupBuilder api)
    {
        api.MapGet("{room}/participants", static async (string room, [FromServices] RoomControl rooms) => TypedResults.Ok(await rooms.ListParticipantsAsync(room)))
            .WithTags(Tag).WithSummary("Lists everybody in a room, and before it.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet(Participant, static async (string room, string participant, [FromServices] RoomControl rooms) =>
            TypedResults.Ok(await rooms.GetParticipantAsync(room, participant)))
            .WithTags(Tag).WithSummary("Describes a participant.").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static void MapChanges(RouteGroupBuilder api)
    {
        api.MapPatch(Participant, static async (string room, string participant, HttpRequest request, [FromServices] RoomControl rooms) =>
        {
            await rooms.UpdateParticipantAsync(room, participant, await ApiBody.ReadParticipantChangeAsync(request));
            return TypedResults.NoContent();
        })
            .WithTags(Tag).WithSummary("Changes the name, role, rights or metadata of a participant.").TakesJson<ParticipantChange>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapDelete(Participant, static async (string room, string participant, bool? ban, string? reason, [FromServices] RoomControl rooms) =>
        {
            await rooms.RemoveParticipantAsync(room, participant, reason, ban ?? false);
            return TypedResults.NoContent();
        })
            .WithTags(Tag).WithSummary("Removes a participant, or bans it as long as the room is open.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static void MapTracks(RouteGroupBuilder api)
    {
        api.MapPost(Track + "/mute", static async (string room, string participant, string track, [FromServices] RoomControl rooms) =>
        {
            await rooms.MuteTrackAsync(room, participant, track);
            return TypedResults.NoContent();
        })
            .WithTags(Tag).WithSummary("Mutes a track, which its owner cannot undo.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost(Track + "/unmute", static async (string room, string participant, string track, [FromServices] RoomControl rooms) =>
        {
            await rooms.UnmuteTrackAsync(room, participant, track);
            return TypedResults.NoContent();
        })
            .WithTags(Tag).WithSummary("Ends a mute of the server.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost(Track + "/ask-to-unmute", static async (string room, string participant, string track, [FromServices] RoomControl rooms) =>
        {
            await rooms.AskToUnmuteAsync(room, participant, track);
            return TypedResults.NoContent();
        })
            .WithTags(Tag).WithSummary("Asks the owner of a track to unmute it.").ProducesProblem(StatusCodes.Status404NotFound);
    }
}
