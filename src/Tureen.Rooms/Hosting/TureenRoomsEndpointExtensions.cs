using System.Diagnostics.CodeAnalysis;
using Tureen.Rooms.Broadcasts;
using Tureen.Rooms.Dashboard;
using Tureen.Rooms.Hosting;
using Tureen.Rooms.Moderation;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Security;
using Tureen.Rooms.V2;
using Tureen.Rooms.Webhooks;
using Tureen.Rooms.Whip;

namespace Tureen.Rooms;

/// <summary>Gives rooms a place in an application.</summary>
public static class TureenRoomsEndpointExtensions
{
    /// <summary>
    /// Maps the rooms that <see cref="TureenRoomsServiceCollectionExtensions"/> added: WebSockets of mediasoup's clients at <paramref name="prefix"/>, those
    /// of mediasoup v2 at <c>v2</c> below it, and the HTTP API for programs that are no browsers at the names of rooms below it. The API of
    /// administrators is below <paramref name="api"/>: <c>rooms</c>, <c>v2/rooms</c>, <c>webhooks</c> and <c>dashboard</c>.
    /// </summary>
    /// <param name="endpoints">The endpoints of the application.</param>
    /// <param name="prefix">A path, such as <c>/rooms</c>.</param>
    /// <param name="api">Another path.</param>
    /// <returns>All of them, such as for an authorization policy.</returns>
    public static IEndpointConventionBuilder MapTureenRooms(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string prefix = "/rooms", [StringSyntax("Route")] string api = "/api")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        IServiceProvider services = endpoints.ServiceProvider;
        var gate = services.GetRequiredService<RequestGate>();
        RouteGroupBuilder all = endpoints.MapGroup(string.Empty);
        RouteGroupBuilder sockets = all.MapGroup(prefix);
        sockets.MapRoomSockets(string.Empty);
        RouteGroupBuilder broadcasts = sockets.MapGroup(string.Empty);
        services.GetRequiredService<BroadcastRoutes>().Map(broadcasts);
        RouteGroupBuilder media = sockets.MapGroup(string.Empty);
        services.GetRequiredService<WhipRoutes>().Map(media);
        gate.Guard(media, new EndpointRules { Kind = RequestKind.Media });
        gate.Guard(broadcasts, new EndpointRules { Kind = RequestKind.Api });
        RouteGroupBuilder guarded = all.MapGroup(api);
        RouteGroupBuilder administration = guarded.MapGroup(string.Empty);
        ModerationRoutes.Map(administration.MapGroup("rooms"));
        V2Routes.Map(administration.MapGroup("v2/rooms"));
        WebhookRoutes.Map(administration);
        services.GetRequiredService<DashboardStream>().Map(administration);
        services.GetRequiredService<ModerationGate>().Guard(administration);
        RouteGroupBuilder recordings = guarded.MapGroup("rooms");
        RecordingRoutes.Map(recordings);
        services.GetRequiredService<ModerationGate>().GuardRecordings(recordings);
        gate.Guard(guarded, new EndpointRules { Kind = RequestKind.Api });
        return all;
    }

    /// <summary>Maps the WebSockets of both generations of clients.</summary>
    internal static void MapRoomSockets(this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern)
    {
        IServiceProvider services = endpoints.ServiceProvider;
        var gate = services.GetRequiredService<RequestGate>();
        var rules = new EndpointRules { Kind = RequestKind.Upgrade };
        gate.Guard(endpoints.Map(V2Endpoint.Path, services.GetRequiredService<V2Endpoint>().HandleAsync), rules);
        gate.Guard(endpoints.Map(pattern, services.GetRequiredService<SignalingEndpoint>().HandleAsync), rules);
    }
}
