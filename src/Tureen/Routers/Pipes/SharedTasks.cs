namespace Tureen;

/// <summary>Makes one object for each key, however often and from however many threads it is asked for; makes it anew when it is closed or failed.</summary>
internal sealed class SharedTasks<TKey, T>(Func<T, bool> isClosed)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, Task<T>> _tasks = [];

    /// <summary>What lives.</summary>
    public IReadOnlyList<(TKey Key, T Value)> Living
    {
        get
        {
            lock (_gate)
            {
                return [.. _tasks.Where(pair => IsLiving(pair.Value) && pair.Value.IsCompleted).Select(static pair => (pair.Key, pair.Value.Result))];
            }
        }
    }

    public Task<T> GetOrAddAsync(TKey key, Func<Task<T>> make)
    {
        lock (_gate)
        {
            if (_tasks.TryGetValue(key, out Task<T>? known) && IsLiving(known))
            {
                return known;
            }

            Task<T> task = MakeAsync(key, make);
            _tasks[key] = task;
            return task;
        }
    }

    /// <summary>What was closed takes no more place.</summary>
    public void Forget(TKey key)
    {
        lock (_gate)
        {
            if (_tasks.TryGetValue(key, out Task<T>? known) && !IsLiving(known))
            {
                _tasks.Remove(key);
            }
        }
    }

    /// <summary>Being made, or made and not closed.</summary>
    private bool IsLiving(Task<T> task) => !task.IsCompleted || (task.IsCompletedSuccessfully && !isClosed(task.Result));

    private async Task<T> MakeAsync(TKey key, Func<Task<T>> make)
    {
        // The table knows the task before anything can fail.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            return await make().ConfigureAwait(false);
        }
        catch
        {
            lock (_gate)
            {
                _tasks.Remove(key);
            }

            throw;
        }
    }
}
