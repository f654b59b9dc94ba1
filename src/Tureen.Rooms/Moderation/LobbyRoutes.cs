using Microsoft.AspNetCore.Mvc;

namespace Tureen.Rooms.Moderation;

/// <summary>The moderation API: who comes in, and who does not.</summary>
internal static class LobbyRoutes
{
    private const string Tag = "Lobby and bans";
    private const string Guest = "{room}/lobby/{participant}";

    public static void Map(RouteGroupBuilder api)
    {
        MapLobby(api);
        MapBans(api);
    }

    private static void MapLobby(RouteGroupBuilder api)
    {
        api.MapGet("{room}/lobby", static async (string room, [FromServices] RoomControl rooms) => TypedResults.Ok(await rooms.ListLobbyAsync(room)))
            .WithTags(Tag).WithSummary("Lists who waits in the lobby.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost(Guest + "/admit", static async (string room, string participant, [FromServices] RoomControl rooms) =>
        {
            await rooms.AdmitAsync(room, participant);
            return TypedResults.NoContent();
        })
            .WithTags(Tag).WithSummary("Lets a guest in from the lobby.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost(Guest + "/refuse", static async (string room, string participant, string? reason, [FromServices] RoomControl rooms) =>
        {
            await rooms.RefuseAsync(room, participant, reason);
            return TypedResults.NoContent();
        })
            .WithTags(Tag).WithSummary("Sends a guest in the lobby away.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static void MapBans(RouteGroupBuilder api)
    {
        api.MapGet("{room}/bans", static async (string room, [FromServices] RoomControl rooms) => TypedResults.Ok(await rooms.ListBansAsync(room)))
            .WithTags(Tag).WithSummary("Lists who may not come back.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapDelete("{room}/bans/{ban}", static async (string room, string ban, [FromServices] RoomControl rooms) =>
        {
            await rooms.RemoveBanAsync(room, ban);
            return TypedResults.NoContent();
        })
            .WithTags(Tag).WithSummary("Ends a ban.").ProducesProblem(StatusCodes.Status404NotFound);
    }
}
