using Microsoft.AspNetCore.HttpOverrides;
using Tureen.Server.Settings;
using IPNetwork = System.Net.IPNetwork;

namespace Tureen.Server.Hosting;

/// <summary>What each request passes before its endpoint is chosen: the addresses that a proxy forwards, and the path below which it shows the server.</summary>
internal static class ServerPipeline
{
    public static void Use(WebApplication app, RoomServerSettings settings)
    {
        if (settings.TrustedProxies.Count > 0)
        {
            app.UseForwardedHeaders(Trust(settings.TrustedProxies));
        }

        if (settings.IsHttps)
        {
            app.UseHsts();
        }

        if (settings.PathBase is { } path)
        {
            app.UsePathBase(path);
            app.Use((context, next) => RestorePathBase(context, path, next));
        }

        // After the path has changed.
        app.UseRouting();
    }

    /// <summary>The right end of the list of addresses is what the nearest proxy wrote. It is read to the left as long as these are trusted.</summary>
    private static ForwardedHeadersOptions Trust(IReadOnlyList<IPNetwork> proxies)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,
        };

        // Without these, the loopback addresses would be trusted, too.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (IPNetwork network in proxies)
        {
            options.KnownIPNetworks.Add(network);
        }

        return options;
    }

    /// <summary>A proxy may have removed the path that it shows. Addresses in answers need it all the same.</summary>
    private static Task RestorePathBase(HttpContext context, string path, RequestDelegate next)
    {
        if (!context.Request.PathBase.HasValue)
        {
            context.Request.PathBase = path;
        }
        else if (!context.Request.Path.HasValue && !context.WebSockets.IsWebSocketRequest)
        {
            // The page finds its files beside its own address, which needs the slash.
            context.Response.Redirect(path + "/" + context.Request.QueryString);
            return Task.CompletedTask;
        }

        return next(context);
    }
}
