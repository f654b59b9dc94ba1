namespace Tureen;

/// <summary>Starts a worker in the place of one that died, again and again with growing pauses, until one runs or the pool is closed.</summary>
internal sealed class WorkerReplacement(ComponentLog log)
{
    /// <summary>The pause after the first failure; each further one is twice as long.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause, which bounds how long a pool stays short of a worker that could run.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(30);

    public async Task RunAsync(Func<Task> start, CancellationToken closed)
    {
        TimeSpan pause = FirstPause;
        while (!closed.IsCancellationRequested)
        {
            try
            {
                await start().ConfigureAwait(false);
                return;
            }
            catch (Exception fault)
            {
                log.Error($"no other worker can be started for one that died, it is tried again in {pause.TotalSeconds:0.###} s", fault);
            }

            await Task.Delay(pause, closed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, LongestPause.Ticks));
        }
    }
}
