using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Security;

namespace Tureen.Rooms.Broadcasts;

/// <summary>Speaks HTTP with programs that are no browsers; answers and refusals are JSON.</summary>
internal sealed class BroadcastEndpoint(AccessRules access, PacedLoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<BroadcastEndpoint>();

    /// <summary>Answers the requests of a route to callers that may use it.</summary>
    public RequestDelegate Answer(Func<BroadcastRequest, Task<JsonNode>> answer) => context => HandleAsync(context, answer);

    /// <summary>Writes a refusal as all of this API's are.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string reason) =>
        WriteAsync(context, status, new JsonObject { ["error"] = reason });

    private async Task HandleAsync(HttpContext context, Func<BroadcastRequest, Task<JsonNode>> answer)
    {
        try
        {
            BroadcastRequest request = await BroadcastRequest.ReadAsync(context, await RequireAccessAsync(context));
            await WriteAsync(context, StatusCodes.Status200OK, await answer(request));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer.
        }
        catch (Exception exception)
        {
            _logger.LogDebug(
                "{Path} was refused: {Reason}", LogText.Of(context.Request.Path.Value ?? string.Empty), LogText.Of(exception.Message));
            await WriteAsync(context, StatusOf(exception), new JsonObject { ["error"] = ReasonOf(exception) });
        }
    }

    private async Task<CallerAccess> RequireAccessAsync(HttpContext context)
    {
        CallerAccess caller = await access.ForBroadcastsAsync(context, BroadcastRequest.IdOf(context.Request.RouteValues, "room"));
        if (caller == CallerAccess.None)
        {
            (int status, string reason) = access.RefuseBroadcasts();
            if (status == StatusCodes.Status401Unauthorized)
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
            }

            throw new BroadcastException(status, reason);
        }

        return caller;
    }

    /// <summary>What the caller reads of a failure.</summary>
    public static string ReasonOf(Exception exception) =>
        exception is BroadcastException or BadHttpRequestException ? exception.Message : RefusalText.Of(exception);

    /// <summary>The status of a failure.</summary>
    public static int StatusOf(Exception exception) => exception switch
    {
        BroadcastException refusal => refusal.Status,
        BadHttpRequestException bad => bad.StatusCode,
        MediasoupTypeException or JsonException => StatusCodes.Status400BadRequest,
        NotFoundException => StatusCodes.Status404NotFound,
        UnsupportedException or InvalidStateException => StatusCodes.Status409Conflict,
        WorkerClosedException => StatusCodes.Status503ServiceUnavailable,
        // A refusal of the library without a type of its own is about a second use: of an SSRC, a MID or a connection.
        MediasoupException => StatusCodes.Status409Conflict,
        ProtooException { Code: not ProtooException.InternalError and >= 400 and < 600 } refusal => refusal.Code,
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
