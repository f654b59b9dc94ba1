using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Members;

namespace Tureen.Rooms.Moderation;

/// <summary>
/// Reads the bodies of the moderation API, each by a method of its own, because a generator that writes endpoints does not see what another one writes.
/// All throw a <see cref="RoomControlException"/> for a body that is missing, too long, or another object.
/// </summary>
internal static class ApiBody
{
    /// <summary>Null when there is no body.</summary>
    public static Task<RoomChange?> ReadRoomChangeIfAnyAsync(HttpRequest request) => ReadIfAnyAsync(request, RoomJson.Default.RoomChange);

    public static Task<RoomChange> ReadRoomChangeAsync(HttpRequest request) => ReadAsync(request, RoomJson.Default.RoomChange);

    public static Task<RoomMessage> ReadRoomMessageAsync(HttpRequest request) => ReadAsync(request, RoomJson.Default.RoomMessage);

    /// <summary>Null when there is no body.</summary>
    public static Task<RecordingRequest?> ReadRecordingIfAnyAsync(HttpRequest request) => ReadIfAnyAsync(request, RoomJson.Default.RecordingRequest);

    public static Task<ParticipantChange> ReadParticipantChangeAsync(HttpRequest request) => ReadAsync(request, RoomJson.Default.ParticipantChange);

    private static async Task<T> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type)
        where T : class
        => await ReadIfAnyAsync(request, type) ?? throw Invalid("a body is needed: a JSON object");

    private static async Task<T?> ReadIfAnyAsync<T>(HttpRequest request, JsonTypeInfo<T> type)
        where T : class
    {
        using var body = new MemoryStream();
        await CopyAsync(request, body);
        if (body.Length == 0)
        {
            return null;
        }

        // A page of another site can send other types without asking first.
        if (!request.HasJsonContentType())
        {
            throw new RoomControlException(StatusCodes.Status415UnsupportedMediaType, "a body must have the Content-Type application/json");
        }

        try
        {
            return JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), type);
        }
        catch (JsonException exception)
        {
            throw Invalid($"the body is not as the API describes it: {exception.Message}");
        }
    }

    private static async Task CopyAsync(HttpRequest request, MemoryStream body)
    {
        var buffer = new byte[4096];
        while (await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted) is > 0 and var count)
        {
            body.Write(buffer, 0, count);
            if (body.Length > ModerationLimits.MaxBodyLength)
            {
                throw new RoomControlException(
                    StatusCodes.Status413PayloadTooLarge, $"a body has {ModerationLimits.MaxBodyLength} bytes at most");
            }
        }
    }

    private static RoomControlException Invalid(string reason) => new(StatusCodes.Status400BadRequest, reason);
}
