namespace Tureen.Client;

/// <summary>The consumers that an application has asked for; those of one turn are negotiated in one command.</summary>
internal sealed class PendingConsumers(CommandQueue queue, Func<IReadOnlyList<PendingConsumer>, Task> receive)
{
    private readonly Lock _gate = new();
    private List<PendingConsumer> _waiting = [];
    private List<PendingConsumer> _running = [];
    private bool _isRunning;

    /// <summary>Completes with the consumer; fails with <see cref="InvalidStateException"/> when the transport closes before that.</summary>
    public Task<Consumer> AddAsync(PendingConsumer pending)
    {
        bool isFirst;
        lock (_gate)
        {
            _waiting.Add(pending);
            isFirst = !_isRunning;
            _isRunning = true;
        }

        if (isFirst)
        {
            _ = RunAsync();
        }

        return pending.Answer.Task;
    }

    /// <summary>The transport closes: fails all that wait.</summary>
    public void Reject()
    {
        lock (_gate)
        {
            Reject(_waiting);
            Reject(_running);
            _waiting = [];
            _running = [];
        }
    }

    private static void Reject(List<PendingConsumer> batch) =>
        batch.ForEach(static pending => pending.Answer.TrySetException(new InvalidStateException("transport closed")));

    private async Task RunAsync()
    {
        // What the caller asks for next in the same turn is still part of the batch.
        await Task.Yield();
        while (true)
        {
            List<PendingConsumer> batch;
            lock (_gate)
            {
                batch = _waiting;
                _waiting = [];
                if (batch.Count == 0 || queue.IsStopped)
                {
                    _isRunning = false;
                    Reject(batch);
                    return;
                }

                _running = batch;
            }

            try
            {
                await queue.EnqueueAsync(() => receive(batch));
            }
            catch (Exception error)
            {
                batch.ForEach(pending => pending.Answer.TrySetException(error));
            }
        }
    }
}
