using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tureen;

/// <summary>
/// Healthy while all workers of the pool run and answer, degraded while some do, unhealthy else. To be added by
/// <c>AddHealthChecks().AddCheck&lt;TureenHealthCheck&gt;("tureen")</c>.
/// </summary>
/// <param name="pool">The pool.</param>
public sealed class TureenHealthCheck(WorkerPool pool) : IHealthCheck
{
    /// <summary>A worker that is busy for longer is no help to anybody.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        bool[] answers = await Task.WhenAll(pool.Workers.Select(worker => AnswersAsync(worker, cancellationToken))).ConfigureAwait(false);
        int count = answers.Count(static answer => answer);
        string text = $"{count} of {pool.Size} workers answer";
        if (count == pool.Size)
        {
            return HealthCheckResult.Healthy(text);
        }

        return count > 0 ? HealthCheckResult.Degraded(text) : HealthCheckResult.Unhealthy(text);
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
