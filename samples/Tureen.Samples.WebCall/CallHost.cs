using System.Net.WebSockets;

namespace Tureen.Samples.WebCall;

/// <summary>A web server with a page, a WebSocket for its signaling, and workers for its media.</summary>
internal static class CallHost
{
    public static WebApplication Build(string[] arguments)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(arguments);

        // 1. Workers, which start before everything else of the host and stop after it.
        builder.Services.AddTureen(static tureen => tureen.Workers = 1);
        builder.Services.AddHealthChecks().AddTureen();
        builder.Services.AddSingleton<CallRoom>();

        // 2. The page, and signaling.
        WebApplication app = builder.Build();
        app.UseWebSockets();
        app.UseDefaultFiles();
        app.UseStaticFiles();
        app.MapHealthChecks("/health");
        app.Map("/signaling", ServeAsync);
        if (!app.Environment.WebRootFileProvider.GetFileInfo("call.js").Exists)
        {
            app.Logger.LogWarning("wwwroot/call.js is missing: run npm install and npm run build in the folder of this sample");
        }

        return app;
    }

    private static async Task ServeAsync(HttpContext context, CallRoom room, IHostApplicationLifetime lifetime)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        await using var caller = new Caller(socket, room);

        // A host that stops waits for its connections.
        await caller.RunAsync(lifetime.ApplicationStopping);
    }
}
