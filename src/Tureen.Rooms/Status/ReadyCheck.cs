using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tureen.Rooms.Status;

/// <summary>Healthy while the server takes clients: all media workers answer, and it is not about to end. Workers are asked once a second at most.</summary>
internal sealed class ReadyCheck(HealthPage page, IHostApplicationLifetime lifetime) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        lifetime.ApplicationStopping.IsCancellationRequested
            ? HealthCheckResult.Unhealthy("the server is ending")
            : await page.CheckAsync();
}
