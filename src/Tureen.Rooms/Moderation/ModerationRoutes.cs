using Tureen.Rooms.Members;

namespace Tureen.Rooms.Moderation;

/// <summary>The moderation API: rooms, and messages to those who are in them. <see cref="ParticipantRoutes"/> has the rest.</summary>
internal static class ModerationRoutes
{
    private const string Json = "application/json";
    private const string Tag = "Rooms";

    public static void Map(RouteGroupBuilder api)
    {
        MapReads(api);
        MapChanges(api);
        ParticipantRoutes.Map(api);
        LobbyRoutes.Map(api);
        api.MapFallback("{**rest}", static IResult () => TypedResults.Problem("there is no such route", statusCode: StatusCodes.Status404NotFound))
            .ExcludeFromDescription();
    }

    private static void MapReads(RouteGroupBuilder api)
    {
        api.MapGet(string.Empty, static async (RoomControl rooms) => TypedResults.Ok(await rooms.ListRoomsAsync()))
            .WithTags(Tag).WithSummary("Lists the open rooms. A token for one room is not enough.");
        api.MapGet("{room}", static async (string room, RoomControl rooms) => TypedResults.Ok(await rooms.GetRoomAsync(room)))
            .WithTags(Tag).WithSummary("Describes a room.").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static void MapChanges(RouteGroupBuilder api)
    {
        api.MapPost("{room}", static async (string room, HttpRequest request, RoomControl rooms) =>
        {
            RoomChange settings = await ApiBody.ReadOptionalAsync(request, RoomJson.Default.RoomChange) ?? new RoomChange();
            return TypedResults.Created((string?)null, await rooms.CreateRoomAsync(room, settings));
        })
            .WithTags(Tag).WithSummary("Opens a room ahead.").Accepts<RoomChange>(isOptional: true, Json)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPatch("{room}", static async (string room, HttpRequest request, RoomControl rooms) =>
            TypedResults.Ok(await rooms.UpdateRoomAsync(room, await ApiBody.ReadAsync(request, RoomJson.Default.RoomChange))))
            .WithTags(Tag).WithSummary("Changes the settings of a room: lock, lobby, size, metadata.").Accepts<RoomChange>(Json)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapDelete("{room}", static async (string room, string? reason, RoomControl rooms) =>
        {
            await rooms.CloseRoomAsync(room, reason);
            return TypedResults.NoContent();
        })
            .WithTags(Tag).WithSummary("Closes a room, whoever is in it.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("{room}/messages", static async (string room, HttpRequest request, RoomControl rooms) =>
        {
            await rooms.SendAsync(room, await ApiBody.ReadAsync(request, RoomJson.Default.RoomMessage));
            return TypedResults.NoContent();
        })
            .WithTags(Tag).WithSummary("Sends a message to some participants or to all.").Accepts<RoomMessage>(Json)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }
}
