namespace Tureen;

/// <summary>Reports what happens to a worker, for monitoring.</summary>
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

    /// <summary>A WebRtcServer was made (mediasoup <c>newwebrtcserver</c>).</summary>
    public event Action<WebRtcServer>? OnNewWebRtcServer;

    internal void RaiseNewWebRtcServer(WebRtcServer server) => Raise("newwebrtcserver", OnNewWebRtcServer, server);

    internal void RaiseClose() => Raise("close", OnClose);

    internal void RaiseNewRouter(Router router) => Raise("newrouter", OnNewRouter, router);
}
