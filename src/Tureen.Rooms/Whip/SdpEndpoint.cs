using Tureen.Rooms.Broadcasts;
using Tureen.Rooms.Hooks;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Security;
using Tureen.Rooms.Telemetry;
using Tureen.Rooms.Tokens;

namespace Tureen.Rooms.Whip;

/// <summary>Lets callers of WHIP and WHEP in before anything is read of them, and answers what they did wrong.</summary>
internal sealed class SdpEndpoint(AccessRules access, HookCalls hooks, DecisionLog decisions, PacedLoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<SdpEndpoint>();

    /// <summary>Answers the requests of a route to callers that may join its room.</summary>
    public RequestDelegate Answer(Func<SdpRequest, Task> answer) => context => HandleAsync(context, answer);

    /// <summary>Asks the application whether somebody may join, who will be known by this id.</summary>
    /// <exception cref="BroadcastException">That one may not.</exception>
    public async Task<RoomVisitor> RequireMayJoinAsync(SdpRequest request, string peerId)
    {
        var visitor = new RoomVisitor(request.RoomId, peerId, request.Context) { Rights = request.Rights };
        return await hooks.MayJoinAsync(visitor) is { Reason: { } reason }
            ? throw new BroadcastException(StatusCodes.Status403Forbidden, reason)
            : visitor;
    }

    private async Task HandleAsync(HttpContext context, Func<SdpRequest, Task> answer)
    {
        try
        {
            string roomId = BroadcastRequest.RequireId(context.Request.RouteValues, "room");
            TokenVerdict verdict = await access.ForMediaAsync(context, roomId);
            await answer(new SdpRequest(context, roomId, verdict.Rights ?? throw Refused(context, verdict.Refusal)));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            _logger.LogDebug(
                "{Path} was refused: {Reason}", LogText.Of(context.Request.Path.Value ?? string.Empty), LogText.Of(exception.Message));
            if (BroadcastEndpoint.StatusOf(exception) is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or >= StatusCodes.Status500InternalServerError)
            {
                decisions.Add(
                    DecisionKind.JoinRefused, context.Request.RouteValues["room"] as string, AddressKey.Of(context.Connection.RemoteIpAddress).ToString(),
                    BroadcastEndpoint.ReasonOf(exception));
            }

            if (exception is BroadcastException { RetryAfter: { } seconds })
            {
                context.Response.Headers.RetryAfter = $"{seconds}";
            }

            await BroadcastEndpoint.RefuseAsync(context, BroadcastEndpoint.StatusOf(exception), BroadcastEndpoint.ReasonOf(exception));
        }
    }

    private static BroadcastException Refused(HttpContext context, string? reason)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return new BroadcastException(StatusCodes.Status401Unauthorized, reason ?? "a token is needed");
    }
}
