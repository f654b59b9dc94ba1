namespace Tureen;

/// <summary>The routers and WebRtcServers of one worker.</summary>
internal sealed class WorkerObjects(WorkerChannel channel)
{
    private readonly HashSet<Router> _routers = [];
    private readonly HashSet<WebRtcServer> _webRtcServers = [];

    public void Add(Router router)
    {
        lock (channel.Gate)
        {
            _routers.Add(router);
        }
    }

    public void Add(WebRtcServer server)
    {
        lock (channel.Gate)
        {
            _webRtcServers.Add(server);
        }
    }

    /// <summary>With the gate held.</summary>
    public void Remove(Router router) => _routers.Remove(router);

    /// <summary>With the gate held.</summary>
    public void Remove(WebRtcServer server) => _webRtcServers.Remove(server);

    /// <summary>With the gate held: marks all as closed and notes the events of that in their order.</summary>
    public void MarkClosed(List<Action> raises)
    {
        foreach (Router router in _routers)
        {
            router.MarkClosed(raises, isWorkerClosed: true);
        }

        foreach (WebRtcServer server in _webRtcServers)
        {
            server.MarkWorkerClosed(raises);
        }

        _routers.Clear();
        _webRtcServers.Clear();
    }
}
