using Microsoft.Extensions.Hosting;

namespace Tureen.Tests.Api.Hosting;

/// <summary>A service of an application that uses the pool as it starts and as it stops.</summary>
internal sealed class RoomOpener(WorkerPool pool) : IHostedService
{
    public int Rooms { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken) => OpenAsync();

    public Task StopAsync(CancellationToken cancellationToken) => OpenAsync();

    private async Task OpenAsync()
    {
        await pool.CreateRouterAsync();
        Rooms++;
    }
}
