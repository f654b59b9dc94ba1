using Microsoft.AspNetCore.Mvc;

namespace Tureen.Rooms.Moderation;

/// <summary>The API of recordings, for callers with the grant <c>record</c> or <c>admin</c>.</summary>
internal static class RecordingRoutes
{
    private const string Tag = "Recordings";
    private const string Recordings = "{room}/recordings";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet(Recordings, static (string room, [FromServices] RoomControl rooms) => TypedResults.Ok(rooms.ListRecordings(room)))
            .WithTags(Tag).WithSummary("Lists the recordings of a room, the latest first.");
        api.MapGet(Recordings + "/{recording}", static (string room, string recording, [FromServices] RoomControl rooms) =>
            TypedResults.Ok(rooms.GetRecording(room, recording)))
            .WithTags(Tag).WithSummary("Describes a recording.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost(Recordings, static async (string room, HttpRequest request, [FromServices] RoomControl rooms) =>
        {
            RecordingRequest wanted = await ApiBody.ReadRecordingIfAnyAsync(request) ?? new RecordingRequest();
            RecordingInfo recording = await rooms.StartRecordingAsync(room, wanted);
            return TypedResults.Created($"{request.Path.Value}/{recording.Id}", recording);
        })
            .WithTags(Tag).WithSummary("Begins to record a room or a participant.").TakesJson<RecordingRequest>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status501NotImplemented);
        api.MapPost(Recordings + "/{recording}/stop", static async (string room, string recording, [FromServices] RoomControl rooms) =>
            TypedResults.Ok(await rooms.StopRecordingAsync(room, recording)))
            .WithTags(Tag).WithSummary("Ends a recording, and waits for its files.").ProducesProblem(StatusCodes.Status404NotFound);
    }
}
