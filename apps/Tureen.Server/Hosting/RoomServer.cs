using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Tureen.Rooms;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Security;
using Tureen.Rooms.Settings;
using Tureen.Rooms.V2;
using Tureen.Server.Settings;

namespace Tureen.Server.Hosting;

/// <summary>The whole server: workers, rooms, signaling and pages.</summary>
internal sealed class RoomServer : IAsyncDisposable
{
    /// <summary>How long open connections may take to end.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;

    private RoomServer(WebApplication app) => _app = app;

    public RoomRegistry Rooms => Get<RoomRegistry>();

    /// <summary>Those of mediasoup v2.</summary>
    public V2Rooms V2Rooms => Get<V2Rooms>();

    /// <summary>What all rooms share.</summary>
    public RoomServices Services => Get<RoomServices>();

    public IReadOnlyList<Worker> Workers => Get<WorkerPool>().Workers;

    /// <summary>Where it listens, such as <c>http://127.0.0.1:4443</c>.</summary>
    public Uri Address => new(Get<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Starts the server; it is ready when this returns.</summary>
    /// <exception cref="SettingsException">The certificate cannot be read.</exception>
    /// <exception cref="IOException">The port is in use, or the address is not one of this machine.</exception>
    public static async Task<RoomServer> StartAsync(RoomServerSettings settings, Action<WebApplicationBuilder>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
        });
        ServerLogging.Add(builder.Logging, settings.LogsJson);

        // Under systemd: it learns when the server is ready and when it ends, and lines carry its priorities.
        builder.Services.AddSystemd();
        PacedLoggerFactory.AddTo(builder.Services);
        builder.Services.AddSingleton<TureenRoomsOptions>(settings);
        builder.Services.AddRoomServices();
        ApiDocument.Add(builder.Services);
        ServerTelemetry.Add(builder.Services, settings.OtlpEndpoint);
        configure?.Invoke(builder);
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, null);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, settings));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        var server = new RoomServer(builder.Build());
        try
        {
            await server.StartAsync(settings);
            return server;
        }
        catch
        {
            await server._app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends when the process is asked to end.</summary>
    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>A service of the server.</summary>
    public T Get<T>()
        where T : notnull
        => _app.Services.GetRequiredService<T>();

    private async Task StartAsync(RoomServerSettings settings)
    {
        ServerPipeline.Use(_app, settings);
        ServerEndpoints.Map(_app);
        await _app.StartAsync();
    }

    private static void Listen(KestrelServerOptions kestrel, RoomServerSettings settings)
    {
        var gate = new ConnectionGate(settings.Limits, settings.TrustedProxies);
        kestrel.AddServerHeader = false;
        kestrel.Limits.KeepAliveTimeout = SecurityLimits.KeepAliveTimeout;
        kestrel.Limits.RequestHeadersTimeout = SecurityLimits.RequestHeadersTimeout;
        if (settings.ListenIp is { } address)
        {
            kestrel.Listen(address, settings.Port, options => Secure(options, gate, settings));
        }
        else if (settings.Port == 0)
        {
            // Any port cannot be the same one on both addresses of localhost.
            kestrel.Listen(IPAddress.Loopback, 0, options => Secure(options, gate, settings));
        }
        else
        {
            kestrel.ListenLocalhost(settings.Port, options => Secure(options, gate, settings));
        }
    }

    private static void Secure(ListenOptions options, ConnectionGate gate, RoomServerSettings settings)
    {
        options.Use(gate.Wrap);
        options.Protocols = HttpProtocols.Http1;
        if (settings.IsHttps)
        {
            options.UseHttps(ServerCertificate.Load(settings));
        }
    }
}
