using System.Globalization;
using Tureen.Rooms.Broadcasts;
using Tureen.Rooms.Security;
using Tureen.Rooms.Signaling;
using Tureen.Rooms.Telemetry;

namespace Tureen.Rooms.Hosting;

/// <summary>
/// Each request passes here before its endpoint: the answer gets the headers of all answers, Host and Origin are checked, and the rate of its address.
/// </summary>
internal sealed class RequestGate(HostRules hosts, RequestRates rates, OtherOrigins origins, DecisionLog decisions)
{
    /// <summary>Puts the gate before an endpoint, or before those of a group.</summary>
    public T Guard<T>(T endpoints, EndpointRules rules)
        where T : IEndpointConventionBuilder
    {
        endpoints.WithMetadata(rules);
        endpoints.Finally(endpoint =>
        {
            if (endpoint.RequestDelegate is { } next)
            {
                endpoint.RequestDelegate = context => HandleAsync(context, rules, next);
            }
        });
        return endpoints;
    }

    private Task HandleAsync(HttpContext context, EndpointRules rules, RequestDelegate next)
    {
        SecurityHeaders.Add(context.Response);
        if (!rules.AllowsAnyHost && hosts.FindRefusal(context.Request) is var (status, reason))
        {
            return RefuseAsync(context, rules, status, reason);
        }

        AddressKey address = AddressKey.Of(context.Connection.RemoteIpAddress);
        if (rates.FindPause(rules.Kind, address) is { } pause)
        {
            decisions.Add(DecisionKind.RateLimited, null, address.ToString(), $"too many requests of the kind {rules.Kind}");
            context.Response.Headers.RetryAfter = string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(pause.TotalSeconds)}");
            return RefuseAsync(context, rules, StatusCodes.Status429TooManyRequests, "too many requests");
        }

        return rules.AnswersJson && origins.Answer(context) ? Task.CompletedTask : next(context);
    }

    private static Task RefuseAsync(HttpContext context, EndpointRules rules, int status, string reason) => rules.AnswersJson
        ? BroadcastEndpoint.RefuseAsync(context, status, reason)
        : WebSocketGate.RefuseAsync(context, status, reason);
}
