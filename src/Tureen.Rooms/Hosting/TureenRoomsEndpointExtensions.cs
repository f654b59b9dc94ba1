using System.Diagnostics.CodeAnalysis;
using Tureen.Rooms.Broadcasts;
using Tureen.Rooms.Hosting;
using Tureen.Rooms.Moderation;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Security;
using Tureen.Rooms.V2;

namespace Tureen.Rooms;

/// <summary>Gives rooms a place in an application.</summary>
public static class TureenRoomsEndpointExtensions
{
    /// <summary>
    /// Maps the rooms that <see cref="TureenRoomsServiceCollectionExtensions"/> added: WebSockets of mediasoup's clients at <paramref name="prefix"/>, those
    /// of mediasoup v2 at <c>v2</c> below it, and the HTTP API for programs that are no browsers at the names of rooms below it. The API with which
    /// administrators moderate rooms is at <paramref name="moderation"/>.
    /// </summary>
    /// <param name="endpoints">The endpoints of the application.</param>
    /// <param name="prefix">A path, such as <c>/rooms</c>.</param>
    /// <param name="moderation">Another path.</param>
    /// <returns>All of them, such as for an authorization policy.</returns>
    public static IEndpointConventionBuilder MapTureenRooms(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string prefix = "/rooms", [StringSyntax("Route")] string moderation = "/api/rooms")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        IServiceProvider services = endpoints.ServiceProvider;
        var gate = services.GetRequiredService<RequestGate>();
        RouteGroupBuilder all = endpoints.MapGroup(string.Empty);
        RouteGroupBuilder sockets = all.MapGroup(prefix);
        sockets.MapRoomSockets(string.Empty);
        RouteGroupBuilder broadcasts = sockets.MapGroup(string.Empty);
        services.GetRequiredService<BroadcastRoutes>().Map(broadcasts);
        gate.Guard(broadcasts, new EndpointRules { Kind = RequestKind.Api });
        RouteGroupBuilder guarded = all.MapGroup(moderation);
        RouteGroupBuilder api = guarded.MapGroup(string.Empty);
        ModerationRoutes.Map(api);
        services.GetRequiredService<ModerationGate>().Guard(api);
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
