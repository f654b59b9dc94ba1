using Microsoft.Extensions.Hosting;

namespace Tureen;

/// <summary>Starts the pool with the host, before what is added after it, and stops it with the host, after that.</summary>
internal sealed class WorkerPoolService(WorkerPool pool) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => pool.StartAsync();

    public Task StopAsync(CancellationToken cancellationToken) => pool.DisposeAsync().AsTask().WaitAsync(cancellationToken);
}
