using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Tureen;

/// <summary>
/// Workers over which a program spreads its routers, each on a thread of its own. A host gets one by
/// <see cref="TureenServiceCollectionExtensions"/>; all members may be used from any thread.
/// </summary>
public sealed class WorkerPool : IDisposable, IAsyncDisposable
{
    private readonly TureenOptions _options;
    private readonly ILoggerFactory? _loggerFactory;
    private readonly ComponentLog _log;
    private readonly Worker?[] _workers;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private Task? _start;
    private uint _next;
    private bool _isClosed;
    private WorkerFaults _faultsOfDead;
    private int _stuckWorkers;

    /// <summary>Makes a pool, which has no workers before <see cref="StartAsync"/>.</summary>
    /// <param name="options">How many workers, and how they are made.</param>
    /// <param name="loggerFactory">Where workers log to that have no logger factory in their settings; null for nowhere.</param>
    public WorkerPool(IOptions<TureenOptions> options, ILoggerFactory? loggerFactory = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value;
        _loggerFactory = _options.WorkerSettings.LoggerFactory ?? loggerFactory;
        _log = new ComponentLog(_loggerFactory, "WorkerPool");
        _workers = new Worker?[_options.Workers];
        Replacement = new WorkerReplacement(_log);
    }

    /// <summary>A worker died; raised before another one takes its place. Not raised by <see cref="DisposeAsync"/>.</summary>
    public event Action<Worker, Exception>? OnWorkerDied;

    /// <summary>How many workers there should be.</summary>
    public int Size => _workers.Length;

    /// <summary>The workers that run.</summary>
    public IReadOnlyList<Worker> Workers
    {
        get
        {
            lock (_gate)
            {
                return [.. _workers.OfType<Worker>()];
            }
        }
    }

    /// <summary>Exceptions that packets, deadlines and events have caused in the pool's workers since its start, and that ended no worker.</summary>
    public long ContainedFaults => Faults.Contained;

    /// <summary>Transports that were closed because their packets or deadlines caused exceptions too often, since the start.</summary>
    public long FailedTransports => Faults.FailedTransports;

    /// <summary>Workers that died because their media thread stood still, since the start.</summary>
    public int StuckWorkers => Volatile.Read(ref _stuckWorkers);

    internal WorkerReplacement Replacement { get; }

    private WorkerFaults Faults
    {
        get
        {
            lock (_gate)
            {
                return _workers.OfType<Worker>().Aggregate(_faultsOfDead, static (sum, worker) => sum + worker.Faults);
            }
        }
    }

    /// <summary>Starts the workers. Further calls return the same start; after a failure it can be called again. A host calls it.</summary>
    /// <returns>Completes when all workers run.</returns>
    /// <exception cref="MediasoupTypeException">A setting is wrong.</exception>
    /// <exception cref="MediasoupException">A worker cannot be started.</exception>
    public Task StartAsync()
    {
        lock (_gate)
        {
            // What failed because memory, descriptors or ports ran out may succeed the next time.
            return _start = _start is null or { IsFaulted: true } ? StartAllAsync() : _start;
        }
    }

    /// <summary>Gives the worker that is to get the next router.</summary>
    /// <returns>A worker that runs.</returns>
    /// <exception cref="InvalidStateException">No worker runs.</exception>
    public Worker Next()
    {
        lock (_gate)
        {
            // Equals take turns, because the last one given out may not have its router yet.
            Worker? chosen = null;
            for (int i = 0; i < _workers.Length; i++)
            {
                Worker? worker = _workers[(int)((_next + i) % _workers.Length)];
                if (worker is { Closed: false } && (chosen is null || IsLessLoaded(worker, chosen)))
                {
                    chosen = worker;
                }
            }

            _next = chosen is null ? _next : (uint)Array.IndexOf(_workers, chosen) + 1;
            return chosen ?? throw new InvalidStateException(
                _isClosed ? "no worker runs: the pool is closed"
                : _start is null ? "no worker runs: the pool was not started, await StartAsync() or start the host first"
                : _start.IsCompletedSuccessfully ? "no worker runs: all have died and none could be started yet"
                : "no worker runs: the pool is starting, await StartAsync() or use it from a service's start on");
        }
    }

    /// <summary>Makes a router on the worker that is to get the next one.</summary>
    /// <param name="options">Its codecs; null for none.</param>
    /// <returns>The router.</returns>
    /// <exception cref="MediasoupTypeException">A codec is invalid.</exception>
    /// <exception cref="UnsupportedException">A codec is not supported.</exception>
    /// <exception cref="InvalidStateException">No worker runs.</exception>
    /// <exception cref="WorkerClosedException">The worker died meanwhile.</exception>
    public Task<Router> CreateRouterAsync(RouterOptions? options = null) => Next().CreateRouterAsync(options);

    /// <summary>Closes all workers. Does nothing the second time.</summary>
    public void Close() => TakeClosed();

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>Closes all workers and waits until their threads have ended.</summary>
    /// <returns>Completes when all threads have ended.</returns>
    public async ValueTask DisposeAsync()
    {
        Worker[] workers = TakeClosed();
        foreach (Worker worker in workers)
        {
            await worker.DisposeAsync().ConfigureAwait(false);
        }
    }

    private Worker[] TakeClosed()
    {
        lock (_gate)
        {
            _isClosed = true;
            _closing.Cancel();
        }

        return CloseWorkers();
    }

    private Worker[] CloseWorkers()
    {
        Worker[] workers;
        lock (_gate)
        {
            workers = [.. _workers.OfType<Worker>()];
            Array.Clear(_workers);
        }

        foreach (Worker worker in workers)
        {
            worker.Close();
        }

        return workers;
    }

    private async Task StartAllAsync()
    {
        try
        {
            for (int place = 0; place < _workers.Length; place++)
            {
                await StartOneAsync(place).ConfigureAwait(false);
            }
        }
        catch
        {
            foreach (Worker worker in CloseWorkers())
            {
                await worker.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    private async Task StartOneAsync(int place)
    {
        Worker worker = await Mediasoup.CreateWorkerAsync(
            _options.WorkerSettings with { LoggerFactory = _loggerFactory }).ConfigureAwait(false);
        try
        {
            if (_options.PrepareWorker is { } prepare)
            {
                await prepare(worker, place).ConfigureAwait(false);
            }
        }
        catch
        {
            worker.Close();
            throw;
        }

        worker.OnDied += error => _ = HandleDiedAsync(worker, place, error);
        lock (_gate)
        {
            if (!_isClosed)
            {
                _workers[place] = worker;
            }
        }

        if (Volatile.Read(ref _isClosed))
        {
            worker.Close();
        }
        else if (worker.Died)
        {
            // It died before it had its place, so nobody has been notified.
            await HandleDiedAsync(worker, place, new MediasoupException("the worker died while it was started")).ConfigureAwait(false);
        }
    }

    private async Task HandleDiedAsync(Worker worker, int place, Exception error)
    {
        lock (_gate)
        {
            if (_workers[place] != worker)
            {
                return;
            }

            _workers[place] = null;
            _faultsOfDead += worker.Faults;
            _stuckWorkers += error is WorkerStuckException ? 1 : 0;
        }

        RaiseDied(worker, error);
        if (!_options.ReplacesDeadWorkers)
        {
            return;
        }

        await Replacement.RunAsync(() => StartOneAsync(place), _closing.Token).ConfigureAwait(false);
    }

    private void RaiseDied(Worker worker, Exception error)
    {
        try
        {
            OnWorkerDied?.Invoke(worker, error);
        }
        catch (Exception fault)
        {
            _log.Error("a handler of a worker's death threw", fault);
        }
    }

    private bool IsLessLoaded(Worker worker, Worker than) =>
        _options.Choice == WorkerChoice.LeastLoaded && worker.Load.CompareTo(than.Load) < 0;
}
