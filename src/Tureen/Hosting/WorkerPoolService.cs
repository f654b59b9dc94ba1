using Microsoft.Extensions.Hosting;

namespace Tureen;

/// <summary>
/// Starts the pool before any service of the host starts, and stops it after all have stopped, wherever they were added: a service may use the
/// pool from its own start to its own end.
/// </summary>
internal sealed class WorkerPoolService(WorkerPool pool) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => pool.StartAsync();

    /// <summary>For hosts that do not know <see cref="IHostedLifecycleService"/>; the pool starts once.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => pool.StartAsync();

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Closing takes milliseconds. A host whose other services have used up its time closes the workers as well, and does not fail for it.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        Task closing = pool.DisposeAsync().AsTask();
        await closing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
