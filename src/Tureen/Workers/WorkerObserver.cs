namespace Tureen;

/// <summary>Tells what happens to a worker, meant for monitoring.</summary>
public sealed class WorkerObserver : EventEmitter
{
    internal WorkerObserver(EventDispatcher dispatcher)
        : base(dispatcher)
    {
    }

    /// <summary>The worker was closed, for whatever reason (mediasoup <c>close</c>).</summary>
    public event Action? OnClose;

    /// <summary>A router was made (mediasoup <c>newrouter</c>).</summary>
    public event Action<Router>? OnNewRouter;

    internal void RaiseClose() => Raise("close", OnClose);

    internal void RaiseNewRouter(Router router) => Raise("newrouter", OnNewRouter, router);
}
