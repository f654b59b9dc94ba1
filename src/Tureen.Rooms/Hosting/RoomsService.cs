using Tureen.Rooms.Logging;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Security;
using Tureen.Rooms.Settings;
using Tureen.Rooms.V2;

namespace Tureen.Rooms.Hosting;

/// <summary>Ends the rooms with their host, and logs what its operator should know.</summary>
internal sealed class RoomsService(
    RoomRegistry rooms, RoomServices services, V2Rooms v2Rooms, WorkerPool workers, TureenRoomsOptions options, IHostApplicationLifetime lifetime, PacedLoggerFactory loggers)
    : IHostedService
{
    private readonly ILogger _logger = loggers.CreateLogger<RoomsService>();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        workers.OnWorkerDied += (_, error) =>
            _logger.LogCritical(error, "A media worker failed; its rooms are closed and another one takes its place");

        // Before the host waits for its open connections.
        lifetime.ApplicationStopping.Register(rooms.Close);
        lifetime.ApplicationStopping.Register(v2Rooms.Close);
        RepairRecordings();
        LogMedia(MediaAddress.Choose(options));
        LogAccess();
        return Task.CompletedTask;
    }

    /// <summary>The files of recordings get their end.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => services.Recordings?.DrainAsync() ?? Task.CompletedTask;

    private void RepairRecordings()
    {
        try
        {
            if (services.Recordings?.Repair() is > 0 and var files)
            {
                _logger.LogWarning("{Files} files of recordings had no end, because the server was killed; they have one now", files);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _logger.LogError("The folder of recordings cannot be used: {Reason}", exception.Message);
        }
    }

    private void LogAccess()
    {
        if (options.AllowAnonymous)
        {
            _logger.LogWarning("Anybody who reaches this server may join rooms: --allow-anonymous is set");
        }
        else if (options.TokenKey is null && options.TokenAuthority is null)
        {
            _logger.LogInformation(
                "No key for tokens is set: anybody on this machine may join rooms, and nobody else. --token-key lets others in with tokens, "
                + "--allow-anonymous without");
        }
    }

    private void LogMedia(MediaAddress address)
    {
        if (address.IsOpenByDefault)
        {
            _logger.LogInformation(
                "Media of browsers listens on {Address} (UDP and TCP), which others than this machine may reach: Firefox uses no loopback "
                + "addresses. --listen-ip 127.0.0.1 keeps media on this machine, too",
                address.Ip);
        }
        else
        {
            _logger.LogInformation("Media of browsers listens on {Address} (UDP and TCP)", address.Ip);
        }
    }
}
