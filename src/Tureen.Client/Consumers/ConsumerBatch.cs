namespace Tureen.Client;

/// <summary>Gathers consumers for the same operation, and runs it for all of them in one command.</summary>
internal sealed class ConsumerBatch(CommandQueue queue, string what, Func<IReadOnlyList<string>, Task> apply)
{
    private readonly Lock _gate = new();
    private readonly List<Consumer> _pending = [];
    private bool _isRunning;

    public void Remove(Consumer consumer)
    {
        lock (_gate)
        {
            _pending.Remove(consumer);
        }
    }

    public void Add(Consumer consumer)
    {
        lock (_gate)
        {
            if (!_pending.Contains(consumer))
            {
                _pending.Add(consumer);
            }

            if (_isRunning)
            {
                return;
            }

            _isRunning = true;
        }

        _ = RunAsync();
    }

    private async Task RunAsync()
    {
        // What the caller does next in the same turn is still part of the batch.
        await Task.Yield();
        while (true)
        {
            try
            {
                bool isDone = await queue.EnqueueAsync(ApplyAsync);
                if (isDone)
                {
                    return;
                }
            }
            catch (Exception error)
            {
                ClientLog.Error("Transport", $"cannot {what} consumers", error);
                lock (_gate)
                {
                    if (error is InvalidStateException || _pending.Count == 0)
                    {
                        _isRunning = false;
                        return;
                    }
                }
            }
        }
    }

    private async Task<bool> ApplyAsync()
    {
        string[] localIds;
        lock (_gate)
        {
            if (_pending.Count == 0)
            {
                _isRunning = false;
                return true;
            }

            localIds = [.. _pending.Select(consumer => consumer.LocalId)];
            _pending.Clear();
        }

        await apply(localIds);
        return false;
    }
}
