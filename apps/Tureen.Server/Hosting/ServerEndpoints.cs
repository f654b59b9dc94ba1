using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tureen.Rooms;
using Tureen.Rooms.Hosting;
using Tureen.Rooms.Security;
using Tureen.Rooms.Status;
using Tureen.Server.Pages;

namespace Tureen.Server.Hosting;

/// <summary>Which path leads where.</summary>
internal static class ServerEndpoints
{
    /// <summary>Every path that no other endpoint has. All requests find an endpoint, so that each is guarded.</summary>
    private const string AnyPath = "/{**path}";

    private const string Tag = "Server";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        IServiceProvider services = endpoints.ServiceProvider;
        var gate = services.GetRequiredService<RequestGate>();
        endpoints.MapTureenRooms("/rooms");

        // mediasoup's clients name no path.
        endpoints.MapRoomSockets(AnyPath);
        gate.Guard(
            endpoints.MapGet("/status", services.GetRequiredService<StatusPage>().WriteAsync).Describe(Tag, "Who is in which room.", "text/html"),
            new EndpointRules { Kind = RequestKind.Status });
        ApiDocument.Map(endpoints, (pages, rules) => gate.Guard(pages, rules));

        // Supervisors may use any name of the host for the health of the server, which reveals nothing else.
        gate.Guard(endpoints.MapGet("/health", services.GetRequiredService<HealthPage>().WriteAsync)
            .Describe(Tag, "Whether all media workers run and answer.", "text/plain"), new EndpointRules { AllowsAnyHost = true });
        MapHealth(endpoints, "/health/live", "Whether the process answers.", static _ => false);
        MapHealth(endpoints, "/health/ready", "Whether the server takes clients.", static _ => true);
        MetricsPage.Map(endpoints);
        AdminPage.Map(endpoints, page => gate.Guard(page, new EndpointRules()));
        PageFiles files = PageFiles.Load(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        gate.Guard(endpoints.MapFallback(AnyPath, files.WriteAsync), new EndpointRules());
    }

    private static void MapHealth(IEndpointRouteBuilder endpoints, string path, string summary, Func<HealthCheckRegistration, bool> includes)
    {
        var options = new HealthCheckOptions { Predicate = includes };
        endpoints.ServiceProvider.GetRequiredService<RequestGate>().Guard(
            endpoints.MapHealthChecks(path, options).Describe(Tag, summary, "text/plain").WithMetadata(new HttpMethodMetadata([HttpMethods.Get])),
            new EndpointRules { AllowsAnyHost = true });
    }
}
