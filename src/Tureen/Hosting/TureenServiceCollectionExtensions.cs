using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Tureen;

/// <summary>Brings Tureen into a host.</summary>
public static class TureenServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="WorkerPool"/>, whose workers start and stop with the host, and a <see cref="TureenHealthCheck"/> to be named in
    /// <c>AddHealthChecks()</c>.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Sets options; null for the defaults.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddTureen(this IServiceCollection services, Action<TureenOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<TureenOptions>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TureenOptions>, TureenOptionsCheck>());
        services.TryAddSingleton<WorkerPool>();
        services.TryAddSingleton<TureenHealthCheck>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, WorkerPoolService>());
        return services;
    }
}
