using Tureen.Rooms.Broadcasts;
using Tureen.Rooms.Security;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Hosting;

/// <summary>Every request passes here first: its answer gets the headers of all answers, and its Host and Origin are checked.</summary>
internal sealed class RequestGate(HostRules hosts)
{
    /// <summary>Reports only the health of the server, so supervisors may use any name of the host.</summary>
    public const string HealthPath = "/health";

    public Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        SecurityHeaders.Add(context.Response);
        if (context.Request.Path == HealthPath || hosts.FindRefusal(context.Request) is not var (status, reason))
        {
            return next(context);
        }

        return BroadcastEndpoint.IsMeant(context.Request.Path)
            ? BroadcastEndpoint.RefuseAsync(context, status, reason)
            : WebSocketGate.RefuseAsync(context, status, reason);
    }
}
