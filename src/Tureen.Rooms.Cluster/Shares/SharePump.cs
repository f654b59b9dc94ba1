using Tureen.Rooms.Cluster.Limits;

namespace Tureen.Rooms.Cluster.Shares;

/// <summary>
/// Sends one message at a time, so that none overtakes another. Changes that come while a message is on its way make one more message, not many;
/// what fails is sent again. Thread-safe.
/// </summary>
internal sealed class SharePump(Func<Task> publish, TimeProvider time, ILogger logger)
{
    private Task _last = Task.CompletedTask;
    private int _requests;
    private int _isClosed;

    /// <summary>Something has changed.</summary>
    public void Request()
    {
        // The first one of several begins; it sees the others.
        if (Volatile.Read(ref _isClosed) == 0 && Interlocked.Increment(ref _requests) == 1)
        {
            _ = RunAsync();
        }
    }

    /// <summary>Sends another message in its turn.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> send)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Interlocked.Exchange(ref _last, done.Task);
        try
        {
            return await send();
        }
        finally
        {
            done.SetResult();
        }
    }

    /// <summary>Sends the last message, and none after it.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0 && Interlocked.Increment(ref _requests) == 1)
        {
            _ = RunAsync();
        }
    }

    private async Task RunAsync()
    {
        TimeSpan delay = ClusterLimits.RetryDelay;
        while (true)
        {
            int seen = Volatile.Read(ref _requests);
            try
            {
                await RunAsync(async () =>
                {
                    await publish();
                    return true;
                });
                delay = ClusterLimits.RetryDelay;
                if (Interlocked.Add(ref _requests, -seen) == 0)
                {
                    return;
                }
            }
            catch (Exception exception)
            {
                logger.LogDebug("The cluster does not hear of a change: {Reason}", exception.Message);
                if (Volatile.Read(ref _isClosed) != 0)
                {
                    // The others notice it by the heartbeats that are missing.
                    return;
                }

                await Task.Delay(delay, time);
                delay = delay < ClusterLimits.MaxRetryDelay ? delay * 2 : delay;
            }
        }
    }
}
