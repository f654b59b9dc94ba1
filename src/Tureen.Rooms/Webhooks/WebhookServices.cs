using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Tureen.Rooms.Hooks;
using Tureen.Rooms.Limits;

namespace Tureen.Rooms.Webhooks;

/// <summary>Adds webhooks to a host.</summary>
internal static class WebhookServices
{
    public static void Add(IServiceCollection services)
    {
        services.TryAddSingleton(new WebhookPace(WebhookLimits.FirstPause));
        services.AddSingleton<WebhookLog>().AddSingleton<WebhookSender>().AddSingleton<WebhookQueues>();
        services.AddSingleton<IRoomEventListener>(static provider => provider.GetRequiredService<WebhookQueues>());
        services.AddHostedService(static provider => provider.GetRequiredService<WebhookQueues>());
        services.AddTransient<WebhookAttempts>();
        IHttpClientBuilder client = services.AddHttpClient(WebhookSender.ClientName, static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        client.AddResilienceHandler("webhooks", static (pipeline, context) =>
        {
            // Pauses are those of the machine, also where a host has another clock for its rooms.
            pipeline.TimeProvider = TimeProvider.System;
            pipeline.AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = WebhookLimits.MaxRetries,
                Delay = context.ServiceProvider.GetRequiredService<WebhookPace>().FirstPause,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            });
            pipeline.AddTimeout(WebhookLimits.AttemptTimeout);
        });
        client.AddHttpMessageHandler<WebhookAttempts>();
    }
}
