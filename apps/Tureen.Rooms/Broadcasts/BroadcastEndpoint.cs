using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Settings;

namespace Tureen.Rooms.Broadcasts;

/// <summary>Speaks HTTP with programs that are no browsers; answers and refusals are JSON.</summary>
internal sealed class BroadcastEndpoint(RoomRegistry rooms, RoomServerSettings settings, ILogger<BroadcastEndpoint> logger)
{
    private readonly BroadcastRoutes _routes = new(rooms);

    public static bool IsMeant(PathString path) => path.StartsWithSegments("/rooms", StringComparison.Ordinal);

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            RequireOrigin(context.Request);
            BroadcastRequest request = await BroadcastRequest.ReadAsync(context);
            await WriteAsync(context, StatusCodes.Status200OK, await _routes.AnswerAsync(request));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer.
        }
        catch (Exception exception)
        {
            string reason = exception.Message;
            logger.LogDebug("{Path} was refused: {Reason}", LogText.Of(context.Request.Path.Value ?? string.Empty), LogText.Of(reason));
            await WriteAsync(context, Status(exception), new JsonObject { ["error"] = reason });
        }
    }

    /// <summary>Programs tell no origin; a page of another one may not speak for its user.</summary>
    private void RequireOrigin(HttpRequest request)
    {
        string origin = request.Headers.Origin.ToString();
        if (settings.AllowedOrigin is { } allowed && origin.Length > 0 && origin != allowed)
        {
            throw new BroadcastException(StatusCodes.Status403Forbidden, "invalid origin");
        }
    }

    private static int Status(Exception exception) => exception switch
    {
        BroadcastException refusal => refusal.Status,
        BadHttpRequestException bad => bad.StatusCode,
        MediasoupTypeException or JsonException => StatusCodes.Status400BadRequest,
        NotFoundException => StatusCodes.Status404NotFound,
        UnsupportedException or InvalidStateException => StatusCodes.Status409Conflict,
        WorkerClosedException => StatusCodes.Status503ServiceUnavailable,
        // What the library refuses without a name of its own is a second use of something: an SSRC, a MID, a connection.
        MediasoupException => StatusCodes.Status409Conflict,
        // The data cannot be written again.
        ProtooException => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static async Task WriteAsync(HttpContext context, int status, JsonNode answer)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(answer.ToJsonString());
    }
}
