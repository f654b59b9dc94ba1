using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Tureen;

/// <summary>Brings Tureen into a host.</summary>
public static class TureenServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="WorkerPool"/>, whose workers start and stop with the host. <c>AddHealthChecks().AddTureen()</c> reports its health.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Sets options; null for the defaults.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddTureen(this IServiceCollection services, Action<TureenOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddPoolOptions(Options.DefaultName, configuration: null, configure);
        services.TryAddSingleton<WorkerPool>();
        services.TryAddSingleton<TureenHealthCheck>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, WorkerPoolService>());
        return services;
    }

    /// <summary>Adds a <see cref="WorkerPool"/> with options of the host's configuration. The host does not start with wrong ones.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configuration">
    /// The configuration of the host. Its section <c>Tureen</c> may have <c>Workers</c>, <c>Choice</c>, <c>ReplacesDeadWorkers</c> and, of the worker,
    /// <c>LogLevel</c>, <c>LogTags</c>, <c>RtcMinPort</c>, <c>RtcMaxPort</c>, <c>DtlsCertificateFile</c>, <c>DtlsPrivateKeyFile</c> and <c>WatchdogTimeout</c>.
    /// </param>
    /// <param name="configure">Sets options after the configuration; null for none.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddTureen(this IServiceCollection services, IConfiguration configuration, Action<TureenOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(services);
        services.AddPoolOptions(Options.DefaultName, TureenSection.Of(configuration, key: null), configure: null);
        return services.AddTureen(configure);
    }

    /// <summary>Adds one more <see cref="WorkerPool"/>, for <c>[FromKeyedServices(key)]</c>; for example one for calls and one for recordings.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="key">The key of the pool.</param>
    /// <param name="configure">Sets options; null for the defaults.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddKeyedTureen(this IServiceCollection services, string key, Action<TureenOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        services.AddPoolOptions(key, configuration: null, configure);
        if (services.Any(service => service.IsKeyedService && service.ServiceType == typeof(WorkerPool) && Equals(service.ServiceKey, key)))
        {
            return services;
        }

        services.AddKeyedSingleton(key, static (provider, poolKey) => new WorkerPool(
            Options.Create(provider.GetRequiredService<IOptionsMonitor<TureenOptions>>().Get((string)poolKey!)), provider.GetService<ILoggerFactory>()));
        return services.AddSingleton<IHostedService>(provider => new WorkerPoolService(provider.GetRequiredKeyedService<WorkerPool>(key)));
    }

    /// <summary>Adds one more <see cref="WorkerPool"/>, with options of the host's configuration.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="key">The key of the pool.</param>
    /// <param name="configuration">The configuration of the host, whose section <c>Tureen:Pools:</c><paramref name="key"/> has the options.</param>
    /// <param name="configure">Sets options after the configuration; null for none.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddKeyedTureen(
        this IServiceCollection services, string key, IConfiguration configuration, Action<TureenOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddPoolOptions(key, TureenSection.Of(configuration, key), configure: null);
        return services.AddKeyedTureen(key, configure);
    }

    private static void AddPoolOptions(this IServiceCollection services, string name, TureenSection? configuration, Action<TureenOptions>? configure)
    {
        OptionsBuilder<TureenOptions> options = services.AddOptions<TureenOptions>(name);
        if (configuration is not null)
        {
            options.Configure(configuration.Fill);
        }

        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TureenOptions>, TureenOptionsCheck>());
    }
}
