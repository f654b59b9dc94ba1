namespace Tureen.Client;

/// <summary>The open consumers of a transport, and what waits to be done to them in one command.</summary>
internal sealed class ConsumerSet
{
    private readonly HandlerAccess _access;
    private readonly HashSet<Consumer> _consumers = [];
    private readonly ConsumerBatch _pausing;
    private readonly ConsumerBatch _resuming;
    private readonly ConsumerBatch _closing;

    public ConsumerSet(HandlerAccess access)
    {
        _access = access;
        _pausing = new ConsumerBatch(access.Queue, "pause", access.Handler.PauseReceivingAsync);
        _resuming = new ConsumerBatch(access.Queue, "resume", access.Handler.ResumeReceivingAsync);
        _closing = new ConsumerBatch(access.Queue, "close", access.Handler.StopReceivingAsync);
    }

    public IHandler Handler => _access.Handler;

    public void Add(Consumer consumer) => _consumers.Add(consumer);

    /// <summary>The consumer was closed; the media stack stops receiving it, unless it is closed too.</summary>
    public void Forget(Consumer consumer)
    {
        _consumers.Remove(consumer);
        _pausing.Remove(consumer);
        _resuming.Remove(consumer);
        if (!_access.IsClosed)
        {
            _closing.Add(consumer);
        }
    }

    public void Pause(Consumer consumer)
    {
        _resuming.Remove(consumer);
        _pausing.Add(consumer);
    }

    public void Resume(Consumer consumer)
    {
        _pausing.Remove(consumer);
        _resuming.Add(consumer);
    }

    public void HandleTransportClosed()
    {
        Consumer[] all = [.. _consumers];
        _consumers.Clear();
        foreach (Consumer consumer in all)
        {
            consumer.HandleTransportClosed();
        }
    }
}
