using Microsoft.Extensions.DependencyInjection.Extensions;
using Tureen.Rooms.Broadcasts;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Security;
using Tureen.Rooms.Settings;
using Tureen.Rooms.Signaling;
using Tureen.Rooms.Status;
using Tureen.Rooms.V2;

namespace Tureen.Rooms.Hosting;

/// <summary>The objects of which a server has one.</summary>
internal static class RoomServerServices
{
    public static void Add(IServiceCollection services, RoomServerSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddTureen(tureen =>
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
        services.AddSingleton(static provider => RoomServices.Create(
            provider.GetRequiredService<RoomServerSettings>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<RoomRegistry>().AddSingleton<V2Rooms>();
        services.AddSingleton<AccessRules>().AddSingleton<HostRules>();
        services.AddSingleton<WebSocketGate>().AddSingleton<SignalingEndpoint>().AddSingleton<V2Endpoint>();
        services.AddSingleton<BroadcastEndpoint>().AddSingleton<BroadcastRoutes>();
        services.AddSingleton<StatusPage>().AddSingleton<HealthPage>();
        services.AddSingleton<RequestGate>();
        services.AddRateLimiter(RequestRates.Configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, UpgradeMatcherPolicy>());
    }
}
