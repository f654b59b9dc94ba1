using Tureen.Rooms.Broadcasts;
using Tureen.Rooms.Pages;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Security;
using Tureen.Rooms.Status;
using Tureen.Rooms.V2;

namespace Tureen.Rooms.Hosting;

/// <summary>Which path leads where.</summary>
internal static class RoomEndpoints
{
    /// <summary>Every path that no other endpoint has. All requests find an endpoint, so that each has a rate.</summary>
    private const string AnyPath = "/{**path}";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        IServiceProvider services = endpoints.ServiceProvider;

        // 1. WebSockets.
        var upgrades = new EndpointRules { IsForUpgrades = true };
        endpoints.Map(V2Endpoint.Path, services.GetRequiredService<V2Endpoint>().HandleAsync)
            .WithMetadata(upgrades).RequireRateLimiting(RequestRates.Upgrades);
        endpoints.MapFallback(AnyPath, services.GetRequiredService<SignalingEndpoint>().HandleAsync)
            .WithMetadata(upgrades).RequireRateLimiting(RequestRates.Upgrades);

        // 2. Programs.
        RouteGroupBuilder api = endpoints.MapGroup("/rooms");
        services.GetRequiredService<BroadcastRoutes>().Map(api);
        api.WithMetadata(new EndpointRules { AnswersJson = true }).RequireRateLimiting(RequestRates.Api);

        // 3. Pages. Supervisors may use any name of the host for the health of the server, which reveals nothing else.
        endpoints.MapGet("/status", services.GetRequiredService<StatusPage>().WriteAsync).RequireRateLimiting(RequestRates.Status);
        endpoints.MapGet("/health", services.GetRequiredService<HealthPage>().WriteAsync)
            .WithMetadata(new EndpointRules { AllowsAnyHost = true }).RequireRateLimiting(RequestRates.Files);
        PageFiles files = PageFiles.Load(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        endpoints.MapFallback(AnyPath, files.WriteAsync).RequireRateLimiting(RequestRates.Files);
    }
}
