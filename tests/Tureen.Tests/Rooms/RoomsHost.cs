using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Tureen.Rooms;

namespace Tureen.Tests.Rooms;

/// <summary>An application of somebody else that has rooms.</summary>
internal static class RoomsHost
{
    /// <summary>Where it has them.</summary>
    public const string Prefix = "/meetings";

    /// <summary>One that is not started. It logs nothing.</summary>
    public static WebApplication Build(
        Dictionary<string, string?> settings, Action<TureenRoomsOptions>? configure = null, Action<WebApplicationBuilder>? prepare = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddTureenRooms(builder.Configuration, configure);
        prepare?.Invoke(builder);
        return builder.Build();
    }

    /// <summary>One that runs, with one worker on loopback.</summary>
    public static async Task<WebApplication> StartAsync(
        Action<TureenRoomsOptions>? configure = null, Action<WebApplicationBuilder>? prepare = null, Action<WebApplication>? map = null)
    {
        WebApplication app = Build(
            new() { ["Tureen:Rooms:Workers"] = "1", ["Tureen:Rooms:ListenIp"] = "127.0.0.1" }, configure, prepare);
        map?.Invoke(app);
        app.MapTureenRooms(Prefix);
        await app.StartAsync();
        return app;
    }

    public static Uri AddressOf(WebApplication app) => new(app.Urls.First());

    public static Task<RawProtooClient> ConnectAsync(WebApplication app, string roomId, string peerId, string query = "") =>
        RawProtooClient.ConnectAsync(new Uri(AddressOf(app), Prefix), roomId, peerId, query);
}
