using Tureen.Rooms.Broadcasts;
using Tureen.Rooms.Security;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Hosting;

/// <summary>Every request passes here first: its answer gets the headers of all answers, and its Host and Origin are checked.</summary>
internal sealed class RequestGate(HostRules hosts)
{
    public Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        SecurityHeaders.Add(context.Response);
        var rules = EndpointRules.Of(context.GetEndpoint());
        if (rules.AllowsAnyHost || hosts.FindRefusal(context.Request) is not var (status, reason))
        {
            return next(context);
        }

        return rules.AnswersJson
            ? BroadcastEndpoint.RefuseAsync(context, status, reason)
            : WebSocketGate.RefuseAsync(context, status, reason);
    }
}
