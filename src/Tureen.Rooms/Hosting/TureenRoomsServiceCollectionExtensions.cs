using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Tureen.Rooms.Broadcasts;
using Tureen.Rooms.Dashboard;
using Tureen.Rooms.Hooks;
using Tureen.Rooms.Hosting;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Members;
using Tureen.Rooms.Moderation;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Security;
using Tureen.Rooms.Settings;
using Tureen.Rooms.Signaling;
using Tureen.Rooms.Status;
using Tureen.Rooms.Telemetry;
using Tureen.Rooms.Tokens;
using Tureen.Rooms.V2;
using Tureen.Rooms.Webhooks;
using Tureen.Rooms.Whip;

namespace Tureen.Rooms;

/// <summary>Brings rooms into a host.</summary>
public static class TureenRoomsServiceCollectionExtensions
{
    /// <summary>
    /// Adds rooms with their media workers, which start and stop with the host. <see cref="TureenRoomsEndpointExtensions.MapTureenRooms"/> maps them.
    /// The host does not start with wrong options.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configuration">The configuration of the host, of which <see cref="TureenRoomsOptions.Section"/> is read; null for none.</param>
    /// <param name="configure">Sets options after the configuration; null for none.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddTureenRooms(
        this IServiceCollection services, IConfiguration? configuration = null, Action<TureenRoomsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        OptionsBuilder<TureenRoomsOptions> options = services.AddOptions<TureenRoomsOptions>();
        if (configuration is not null)
        {
            options.Configure(rooms => ConfigurationOptions.Read(rooms, configuration.GetSection(TureenRoomsOptions.Section)));
        }

        if (configure is not null)
        {
            options.Configure(configure);
        }

        options.ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TureenRoomsOptions>, TureenRoomsOptionsCheck>());
        services.TryAddSingleton(static provider => provider.GetRequiredService<IOptions<TureenRoomsOptions>>().Value);
        return services.AddRoomServices();
    }

    /// <summary>Lets the application decide what clients may do, and hear what happens in rooms. One class of hooks serves all rooms.</summary>
    /// <typeparam name="T">The hooks; their constructor gets services.</typeparam>
    /// <param name="services">The services of the host.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddTureenRoomHooks<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IServiceCollection services)
        where T : RoomHooks
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddSingleton<RoomHooks, T>();
    }

    /// <summary>Adds the objects of which a server has one. The options are a service already.</summary>
    internal static IServiceCollection AddRoomServices(this IServiceCollection services)
    {
        services.AddTureen();
        services.AddOptions<TureenOptions>().Configure<TureenRoomsOptions, PacedLoggerFactory>(ConfigureWorkers);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(PacedLoggerFactory.Of);
        services.TryAddSingleton<RoomHooks, NoHooks>();
        services.TryAddSingleton(static provider => RoomServices.Create(
            provider.GetRequiredService<TureenRoomsOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            new HookCalls(
                provider.GetRequiredService<RoomHooks>(), provider.GetRequiredService<PacedLoggerFactory>().CreateLogger<RoomHooks>(),
                provider.GetServices<IRoomEventListener>()),
            provider.GetRequiredService<TokenValidator>(),
            provider.GetRequiredService<DecisionLog>()));
        services.AddSingleton<IRoomEventListener, EventTraces>();
        WebhookServices.Add(services);
        services.TryAddSingleton<IRoomCluster>(SingleMachine.Instance);
        services.AddSingleton<RoomRegistry>().AddSingleton<V2Rooms>();
        services.AddSingleton<TokenValidator>().AddSingleton<AccessRules>().AddSingleton<HostRules>().AddSingleton<RequestRates>();
        services.AddSingleton<WebSocketGate>().AddSingleton<SignalingEndpoint>().AddSingleton<V2Endpoint>();
        services.AddSingleton<BroadcastEndpoint>().AddSingleton<BroadcastRoutes>();
        services.AddSingleton(static provider => provider.GetRequiredService<RoomServices>().Hooks);
        services.AddSingleton(static provider => provider.GetRequiredService<RoomServices>().IceServers);
        services.AddCors().AddSingleton<OtherOrigins>();
        services.AddSingleton<SdpEndpoint>().AddSingleton<MediaSessions>().AddSingleton<WhipRoutes>();
        services.AddSingleton<ModerationGate>().AddSingleton(static provider => new RoomControl(provider.GetRequiredService<RoomRegistry>()));
        services.AddSingleton(static provider => new V2RoomControl(provider.GetRequiredService<V2Rooms>()));
        services.ConfigureHttpJsonOptions(static options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, RoomJson.Default));
        services.AddSingleton<DecisionLog>().AddSingleton<ServerPictures>().AddSingleton<DashboardStream>();
        services.AddSingleton<StatusPage>().AddSingleton<HealthPage>().AddSingleton<ReadyCheck>();
        services.AddSingleton<RequestGate>();
        services.AddHostedService<RoomsService>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, UpgradeMatcherPolicy>());
        services.TryAddEnumerable(ServiceDescriptor.Transient<IStartupFilter, WebSocketStartup>());
        return services;
    }

    private static void ConfigureWorkers(TureenOptions tureen, TureenRoomsOptions rooms, PacedLoggerFactory loggers)
    {
        tureen.Workers = rooms.Workers;
        tureen.PrepareWorker = (worker, _) => MediaPorts.OpenAsync(worker, MediaAddress.Choose(rooms));
        tureen.WorkerSettings = new WorkerSettings
        {
            RtcMinPort = rooms.RtcMinPort,
            RtcMaxPort = rooms.RtcMaxPort,
            WatchdogTimeout = rooms.WatchdogTimeout,
            LoggerFactory = loggers,
        };
    }
}
