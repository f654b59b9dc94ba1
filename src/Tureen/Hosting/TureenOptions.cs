namespace Tureen;

/// <summary>The workers of a host; see <see cref="TureenServiceCollectionExtensions"/>.</summary>
public sealed class TureenOptions
{
    /// <summary>How many workers run; one for each processor unless set.</summary>
    public int Workers { get; set; } = Environment.ProcessorCount;

    /// <summary>Which worker gets the next router.</summary>
    public WorkerChoice Choice { get; set; }

    /// <summary>How each worker is made. The host's logging is used unless a logger factory is set here.</summary>
    public WorkerSettings WorkerSettings { get; set; } = new();

    /// <summary>Whether another worker takes the place of one that died.</summary>
    public bool ReplacesDeadWorkers { get; set; } = true;

    /// <summary>
    /// Awaited for each new worker, also for one that takes the place of another, before it gets routers; with the place of the worker in the
    /// pool, from 0. The way to give each worker a server on a port of its own.
    /// </summary>
    public Func<Worker, int, Task>? PrepareWorker { get; set; }
}
