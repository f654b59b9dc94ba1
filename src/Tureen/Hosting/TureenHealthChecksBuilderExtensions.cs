using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tureen;

/// <summary>Brings the health of the workers into a host.</summary>
public static class TureenHealthChecksBuilderExtensions
{
    /// <summary>The name of the check unless another is given.</summary>
    private const string DefaultName = "tureen";

    /// <summary>Adds a <see cref="TureenHealthCheck"/> of the pool that <see cref="TureenServiceCollectionExtensions"/> added.</summary>
    /// <param name="builder">The health checks of the host.</param>
    /// <param name="name">The name of the check; for a pool with a key, <c>tureen-</c> and the key unless given.</param>
    /// <param name="key">The key of the pool; null for the one without.</param>
    /// <param name="failureStatus">What a check that throws counts as; unhealthy unless given.</param>
    /// <param name="tags">The tags of the check; none unless given.</param>
    /// <returns>The same health checks.</returns>
    public static IHealthChecksBuilder AddTureen(
        this IHealthChecksBuilder builder, string? name = null, string? key = null, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name ?? (key is null ? DefaultName : $"{DefaultName}-{key}"),
            provider => new TureenHealthCheck(key is null ? provider.GetRequiredService<WorkerPool>() : provider.GetRequiredKeyedService<WorkerPool>(key)),
            failureStatus,
            tags));
    }
}
