using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tureen;

/// <summary>
/// Healthy while all workers of the pool run and answer, degraded while some do, unhealthy otherwise. Its data counts, since the start,
/// <c>containedFaults</c>, <c>failedTransports</c> and <c>stuckWorkers</c>. To be added by
/// <c>AddHealthChecks().AddTureen()</c>.
/// </summary>
/// <param name="pool">The pool.</param>
public sealed class TureenHealthCheck(WorkerPool pool) : IHealthCheck
{
    /// <summary>A worker that takes longer to answer counts as one that does not answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        bool[] answers = await Task.WhenAll(pool.Workers.Select(worker => AnswersAsync(worker, cancellationToken))).ConfigureAwait(false);
        int count = answers.Count(static answer => answer);
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["containedFaults"] = pool.ContainedFaults,
            ["failedTransports"] = pool.FailedTransports,
            ["stuckWorkers"] = pool.StuckWorkers,
        };
        HealthStatus status = count == pool.Size ? HealthStatus.Healthy : count > 0 ? HealthStatus.Degraded : HealthStatus.Unhealthy;
        return new HealthCheckResult(status, $"{count} of {pool.Size} workers answer", data: data);
    }

    private static async Task<bool> AnswersAsync(Worker worker, CancellationToken cancellationToken)
    {
        try
        {
            await worker.Channel.RequestAsync(static (_, _) => true).WaitAsync(Patience, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is TimeoutException or MediasoupException)
        {
            return false;
        }
    }
}
