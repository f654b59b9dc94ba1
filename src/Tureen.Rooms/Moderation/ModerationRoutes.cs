using Microsoft.AspNetCore.Mvc;

namespace Tureen.Rooms.Moderation;

/// <summary>The moderation API: rooms, and messages to those who are in them. <see cref="ParticipantRoutes"/> has the rest.</summary>
internal static class ModerationRoutes
{
    private const string Tag = "Rooms";

    public static void Map(RouteGroupBuilder api)
    {
        MapReads(api);
        MapChanges(api);
        ParticipantRoutes.Map(api);
        LobbyRoutes.Map(api);
        api.MapFallback("{**rest}", static _ => throw new RoomControlException(StatusCodes.Status404NotFound, "there is no such route, or not for this method"))
            .ExcludeFromDescription();
    }

    private static void MapReads(RouteGroupBuilder api)
    {
        api.MapGet(string.Empty, static async ([FromServices] RoomControl rooms) => TypedResults.Ok(await rooms.ListRoomsAsync()))
            .WithTags(Tag).WithSummary("Lists the open rooms. A token for one room is not enough.");
        api.MapGet("{room}", static async (string room, [FromServices] RoomControl rooms) => TypedResults.Ok(await rooms.GetRoomAsync(room)))
            .WithTags(Tag).WithSummary("Describes a room.").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static void MapChanges(RouteGroupBuilder api)
    {
        api.MapPost("{room}", static async (string room, HttpRequest request, [FromServices] RoomControl rooms) =>
        {
            RoomChange settings = await ApiBody.ReadRoomChangeIfAnyAsync(request) ?? new RoomChange();
            return TypedResults.Created((request.PathBase + request.Path).Value, await rooms.CreateRoomAsync(room, settings));
        })
            .WithTags(Tag).WithSummary("Opens a room ahead.").TakesJson<RoomChange>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPatch("{room}", static async (string room, HttpRequest request, [FromServices] RoomControl rooms) =>
            TypedResults.Ok(await rooms.UpdateRoomAsync(room, await ApiBody.ReadRoomChangeAsync(request))))
            .WithTags(Tag).WithSummary("Changes the settings of a room: lock, lobby, size, metadata.").TakesJson<RoomChange>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapDelete("{room}", static async (string room, string? reason, [FromServices] RoomControl rooms) =>
        {
            await rooms.CloseRoomAsync(room, reason);
            return TypedResults.NoContent();
        })
            .WithTags(Tag).WithSummary("Closes a room, whoever is in it.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("{room}/messages", static async (string room, HttpRequest request, [FromServices] RoomControl rooms) =>
        {
            await rooms.SendAsync(room, await ApiBody.ReadRoomMessageAsync(request));
            return TypedResults.NoContent();
        })
            .WithTags(Tag).WithSummary("Sends a message to some participants or to all.").TakesJson<RoomMessage>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }
}
