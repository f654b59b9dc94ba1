using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Tureen.Rooms.Broadcasts;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Pages;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Security;
using Tureen.Rooms.Settings;
using Tureen.Rooms.Signaling;
using Tureen.Rooms.Status;
using Tureen.Rooms.V2;

namespace Tureen.Rooms.Hosting;

/// <summary>The whole server: workers, rooms, signaling and pages.</summary>
internal sealed class RoomServer : IAsyncDisposable
{
    /// <summary>How long open connections may take to end.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;
    private readonly WorkerPool _workers;

    private RoomServer(WebApplication app, WorkerPool workers, RoomRegistry rooms, V2Rooms v2Rooms, RoomServices services)
    {
        _app = app;
        _workers = workers;
        V2Rooms = v2Rooms;
        Rooms = rooms;
        Services = services;
    }

    public RoomRegistry Rooms { get; }

    /// <summary>Those of mediasoup v2.</summary>
    public V2Rooms V2Rooms { get; }

    /// <summary>What all rooms share.</summary>
    public RoomServices Services { get; }

    public IReadOnlyList<Worker> Workers => _workers.Workers;

    /// <summary>Where it listens, such as <c>http://127.0.0.1:4443</c>.</summary>
    public Uri Address => new(
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Starts the server; it is ready when this returns.</summary>
    /// <exception cref="SettingsException">The certificate cannot be read.</exception>
    /// <exception cref="IOException">The port is in use, or the address is not one of this machine.</exception>
    public static async Task<RoomServer> StartAsync(RoomServerSettings settings, Action<WebApplicationBuilder>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
        PacedLoggerFactory.AddTo(builder.Services);
        builder.Services.AddTureen(tureen =>
        {
            tureen.Workers = settings.Workers;
            tureen.PrepareWorker = (worker, _) => MediaPorts.OpenAsync(worker, MediaAddress.Choose(settings));
            tureen.WorkerSettings = new WorkerSettings
            {
                RtcMinPort = settings.RtcMinPort,
                RtcMaxPort = settings.RtcMaxPort,
                WatchdogTimeout = settings.WatchdogTimeout,
            };
        });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddRateLimiter(RequestRates.Configure);
        configure?.Invoke(builder);
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, null);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, settings));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        WebApplication app = builder.Build();
        try
        {
            return await StartAsync(app, settings);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends when the process is asked to end.</summary>
    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await V2Rooms.DisposeAsync();
    }

    private static async Task<RoomServer> StartAsync(WebApplication app, RoomServerSettings settings)
    {
        var loggerFactory = app.Services.GetRequiredService<ILoggerFactory>();
        var logger = loggerFactory.CreateLogger<RoomServer>();
        var workers = app.Services.GetRequiredService<WorkerPool>();
        workers.OnWorkerDied += (_, error) =>
            logger.LogCritical(error, "A media worker failed; its rooms are closed and another one takes its place");
        RoomServices services = RoomServices.Create(settings, app.Services.GetRequiredService<TimeProvider>());
        var rooms = new RoomRegistry(workers, settings, services, loggerFactory);
        var access = new AccessRules(settings);
        var gate = new WebSocketGate(services);
        var signaling = new SignalingEndpoint(rooms, gate, loggerFactory.CreateLogger<SignalingEndpoint>());
        var broadcasts = new BroadcastEndpoint(rooms, access, loggerFactory.CreateLogger<BroadcastEndpoint>());
        var status = new StatusPage(rooms, access, services.Time);
        var health = new HealthPage(app.Services.GetRequiredService<TureenHealthCheck>(), services.Time);
        app.UseWebSockets();
        app.Use(new RequestGate(new HostRules(settings)).HandleAsync);
        app.UseRateLimiter();
        if (settings.IsHttps)
        {
            app.UseHsts();
        }

        PageFiles files = PageFiles.Load(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        var v2Rooms = new V2Rooms(settings, loggerFactory);
        var v2 = new V2Endpoint(v2Rooms, gate, access, services, loggerFactory.CreateLogger<V2Endpoint>());
        app.Run(context => context.WebSockets.IsWebSocketRequest && context.Request.Path == V2Endpoint.Path
            ? v2.HandleAsync(context)
            : RouteAsync(context, signaling, broadcasts, status, health, files));
        app.Lifetime.ApplicationStopping.Register(rooms.Close);
        app.Lifetime.ApplicationStopping.Register(v2Rooms.Close);
        await app.StartAsync();
        LogMedia(logger, MediaAddress.Choose(settings));
        return new RoomServer(app, workers, rooms, v2Rooms, services);
    }

    private static void LogMedia(ILogger logger, MediaAddress address)
    {
        if (address.IsOpenByDefault)
        {
            logger.LogInformation(
                "Media of browsers listens on {Address} (UDP and TCP), which others than this machine may reach: Firefox uses no loopback "
                + "addresses. --listen-ip 127.0.0.1 keeps media on this machine, too",
                address.Ip);
        }
        else
        {
            logger.LogInformation("Media of browsers listens on {Address} (UDP and TCP)", address.Ip);
        }
    }

    private static Task RouteAsync(
        HttpContext context,
        SignalingEndpoint signaling,
        BroadcastEndpoint broadcasts,
        StatusPage status,
        HealthPage health,
        PageFiles files)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            return signaling.HandleAsync(context);
        }

        if (BroadcastEndpoint.IsMeant(context.Request.Path))
        {
            return broadcasts.HandleAsync(context);
        }

        switch (context.Request.Path.Value)
        {
            case StatusPage.Path when HttpMethods.IsGet(context.Request.Method):
                return status.WriteAsync(context);
            case RequestGate.HealthPath when HttpMethods.IsGet(context.Request.Method):
                return health.WriteAsync(context);
            default:
                return files.WriteAsync(context);
        }
    }

    private static void Listen(KestrelServerOptions kestrel, RoomServerSettings settings)
    {
        var gate = new ConnectionGate(settings.Limits);
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
