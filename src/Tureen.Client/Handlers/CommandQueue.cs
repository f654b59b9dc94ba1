namespace Tureen.Client;

/// <summary>Runs the commands of a transport strictly one after the other, in the order in which they came.</summary>
internal sealed class CommandQueue
{
    private readonly Lock _gate = new();
    private readonly Queue<Func<Task>> _waiting = new();
    private readonly HashSet<Action> _aborts = [];
    private bool _isRunning;
    private bool _isStopped;

    /// <summary>Whether the queue is stopped, which it is as soon as the transport closes.</summary>
    public bool IsStopped => Volatile.Read(ref _isStopped);

    /// <summary>Commands that have been begun.</summary>
    public int Begun { get; private set; }

    public Task EnqueueAsync(Func<Task> command) => EnqueueAsync(async () =>
    {
        await command();
        return true;
    });

    /// <returns>What the command gives; fails with <see cref="InvalidStateException"/> when the queue is stopped before that.</returns>
    public Task<T> EnqueueAsync<T>(Func<Task<T>> command)
    {
        TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_isStopped)
            {
                return Task.FromException<T>(Stopped());
            }

            Action abort = () => answer.TrySetException(Stopped());
            _aborts.Add(abort);
            _waiting.Enqueue(() => RunOneAsync(command, answer, abort));
            if (_isRunning)
            {
                return answer.Task;
            }

            _isRunning = true;
        }

        _ = RunAllAsync();
        return answer.Task;
    }

    /// <summary>Fails all commands that have not ended, and all to come.</summary>
    public void Stop()
    {
        Action[] aborts;
        lock (_gate)
        {
            _isStopped = true;
            _waiting.Clear();
            aborts = [.. _aborts];
            _aborts.Clear();
        }

        foreach (Action abort in aborts)
        {
            abort();
        }
    }

    private static InvalidStateException Stopped() => new("queue stopped");

    private async Task RunAllAsync()
    {
        while (true)
        {
            Func<Task>? next;
            lock (_gate)
            {
                if (!_waiting.TryDequeue(out next))
                {
                    _isRunning = false;
                    return;
                }

                Begun++;
            }

            await next();
        }
    }

    private async Task RunOneAsync<T>(Func<Task<T>> command, TaskCompletionSource<T> answer, Action abort)
    {
        try
        {
            answer.TrySetResult(await command());
        }
        catch (Exception error)
        {
            answer.TrySetException(error);
        }
        finally
        {
            lock (_gate)
            {
                _aborts.Remove(abort);
            }
        }
    }
}
