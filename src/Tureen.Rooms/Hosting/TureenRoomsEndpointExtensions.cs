using System.Diagnostics.CodeAnalysis;
using Tureen.Rooms.Broadcasts;
using Tureen.Rooms.Hosting;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Security;
using Tureen.Rooms.V2;
using Tureen.Rooms.Whip;

namespace Tureen.Rooms;

/// <summary>Gives rooms a place in an application.</summary>
public static class TureenRoomsEndpointExtensions
{
    /// <summary>
    /// Maps the rooms that <see cref="TureenRoomsServiceCollectionExtensions"/> added: WebSockets of mediasoup's clients at <paramref name="prefix"/>, those
    /// of mediasoup v2 at <c>v2</c> below it, and the HTTP API for programs that are no browsers at the names of rooms below it.
    /// </summary>
    /// <param name="endpoints">The endpoints of the application.</param>
    /// <param name="prefix">A path, such as <c>/rooms</c>.</param>
    /// <returns>All of them, such as for an authorization policy.</returns>
    public static IEndpointConventionBuilder MapTureenRooms(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string prefix = "/rooms")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        RouteGroupBuilder group = endpoints.MapGroup(prefix);
        group.MapRoomSockets(string.Empty);
        RouteGroupBuilder api = group.MapGroup(string.Empty);
        endpoints.ServiceProvider.GetRequiredService<WhipRoutes>().Map(api);
        endpoints.ServiceProvider.GetRequiredService<BroadcastRoutes>().Map(api);
        endpoints.ServiceProvider.GetRequiredService<RequestGate>().Guard(api, new EndpointRules { Kind = RequestKind.Api });
        return group;
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
