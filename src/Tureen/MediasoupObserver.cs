namespace Tureen;

/// <summary>Reports what happens at the level of the module.</summary>
public sealed class MediasoupObserver : EventEmitter
{
    internal MediasoupObserver()
        : base(new EventDispatcher())
    {
    }

    /// <summary>A worker was made (mediasoup <c>newworker</c>).</summary>
    public event Action<Worker>? OnNewWorker;

    internal Task RaiseNewWorkerAsync(Worker worker)
    {
        if (OnNewWorker is null)
        {
            return Task.CompletedTask;
        }

        Dispatcher.PostEvent(() => Raise("newworker", OnNewWorker, worker));
        return Dispatcher.FlushAsync();
    }
}
