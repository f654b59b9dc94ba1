using Tureen.Rooms.Settings;

namespace Tureen.Rooms.Rooms;

/// <summary>The media threads. Rooms are spread over them in turn; one that fails is replaced.</summary>
internal sealed class WorkerPool : IAsyncDisposable
{
    private readonly RoomServerSettings _settings;
    private readonly ILoggerFactory _loggerFactory;
    private readonly ILogger _logger;
    private readonly List<Worker> _workers = [];
    private readonly Lock _gate = new();
    private uint _next;
    private bool _isClosed;

    private WorkerPool(RoomServerSettings settings, ILoggerFactory loggerFactory)
    {
        _settings = settings;
        _loggerFactory = loggerFactory;
        _logger = loggerFactory.CreateLogger<WorkerPool>();
    }

    public static async Task<WorkerPool> CreateAsync(RoomServerSettings settings, ILoggerFactory loggerFactory)
    {
        var pool = new WorkerPool(settings, loggerFactory);
        for (int index = 0; index < settings.Workers; index++)
        {
            await pool.AddAsync();
        }

        return pool;
    }

    /// <summary>The workers that run.</summary>
    public IReadOnlyList<Worker> Snapshot()
    {
        lock (_gate)
        {
            return [.. _workers];
        }
    }

    /// <summary>Makes a router on the next worker.</summary>
    public Task<Router> CreateRouterAsync()
    {
        Worker worker;
        lock (_gate)
        {
            if (_workers.Count == 0)
            {
                throw new InvalidOperationException("there is no worker");
            }

            worker = _workers[(int)(_next++ % _workers.Count)];
        }

        return worker.CreateRouterAsync(new RouterOptions { MediaCodecs = MediaCodecs.Create() });
    }

    public async ValueTask DisposeAsync()
    {
        Worker[] workers;
        lock (_gate)
        {
            _isClosed = true;
            workers = [.. _workers];
            _workers.Clear();
        }

        foreach (Worker worker in workers)
        {
            await worker.DisposeAsync();
        }
    }

    private async Task AddAsync()
    {
        Worker worker = await Mediasoup.CreateWorkerAsync(new WorkerSettings
        {
            RtcMinPort = _settings.RtcMinPort,
            RtcMaxPort = _settings.RtcMaxPort,
            LoggerFactory = _loggerFactory,
        });
        worker.OnDied += error => HandleDied(worker, error);
        lock (_gate)
        {
            if (!_isClosed)
            {
                _workers.Add(worker);
                return;
            }
        }

        worker.Close();
    }

    private async void HandleDied(Worker worker, Exception error)
    {
        _logger.LogCritical(error, "A media worker failed; its rooms are closed and another one takes its place");
        lock (_gate)
        {
            _workers.Remove(worker);
        }

        try
        {
            await AddAsync();
        }
        catch (Exception exception)
        {
            _logger.LogCritical(exception, "No other media worker can be started");
        }
    }
}
