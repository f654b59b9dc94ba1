namespace Tureen.Rooms.Security;

/// <summary>Gives methods that a route does not know an endpoint of its group, so that the group's gate answers what a browser asks before it sends them.</summary>
internal static class OtherMethods
{
    public static void MapOtherMethods(this IEndpointRouteBuilder api, string pattern) =>
        api.MapFallback(pattern, static context =>
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = HttpMethods.Get;
            return Task.CompletedTask;
        }).ExcludeFromDescription();
}
