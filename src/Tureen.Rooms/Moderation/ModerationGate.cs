using Microsoft.AspNetCore.Http.HttpResults;
using Tureen.Rooms.Broadcasts;
using Tureen.Rooms.Security;

namespace Tureen.Rooms.Moderation;

/// <summary>Stands before each endpoint of the moderation API: lets administrators in, and writes what is refused as problem details.</summary>
internal sealed class ModerationGate(AccessRules access)
{
    private static readonly string[] Names = ["room", "participant", "track", "ban", "recording"];

    /// <summary>Puts the gate before endpoints that need the grant <c>record</c> or <c>admin</c>.</summary>
    public void GuardRecordings(IEndpointConventionBuilder endpoints) =>
        Guard(endpoints, context => access.FindRecordingRefusalAsync(context, context.Request.RouteValues["room"] as string ?? string.Empty));

    /// <summary>Puts the gate before the endpoints of a group. It comes before their parameters are read.</summary>
    public void Guard(IEndpointConventionBuilder endpoints) =>
        Guard(endpoints, context => access.FindModerationRefusalAsync(context, context.Request.RouteValues["room"] as string));

    private static void Guard(IEndpointConventionBuilder endpoints, Func<HttpContext, Task<(int Status, string Reason)?>> findRefusal) => endpoints.Finally(endpoint =>
    {
        if (endpoint.RequestDelegate is { } next)
        {
            endpoint.RequestDelegate = context => HandleAsync(context, findRefusal, next);
        }
    });

    private static async Task HandleAsync(HttpContext context, Func<HttpContext, Task<(int Status, string Reason)?>> findRefusal, RequestDelegate next)
    {
        context.Response.Headers.CacheControl = "no-store";
        DecodeNames(context.Request.RouteValues);
        if (await findRefusal(context) is var (status, reason))
        {
            context.Response.Headers.WWWAuthenticate = status == StatusCodes.Status401Unauthorized ? "Bearer" : default;
            await RefuseAsync(context, status, reason);
            return;
        }

        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status400BadRequest })
            {
                await RefuseAsync(context, StatusCodes.Status400BadRequest, "a value of the path or the query is wrong");
            }
        }
        catch (RoomControlException exception) when (!context.Response.HasStarted)
        {
            await RefuseAsync(context, exception.Status, exception.Message);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await RefuseAsync(context, exception.StatusCode, exception.Message);
        }
    }

    /// <summary>Servers leave <c>%2F</c> as it is.</summary>
    private static void DecodeNames(RouteValueDictionary values)
    {
        foreach (string name in Names.Where(values.ContainsKey))
        {
            values[name] = BroadcastRequest.IdOf(values, name);
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string reason)
    {
        ProblemHttpResult problem = TypedResults.Problem(reason, statusCode: status);
        return problem.ExecuteAsync(context);
    }
}
