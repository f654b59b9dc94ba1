using Tureen.Engine.Transports;

namespace Tureen;

public sealed partial class Worker
{
    /// <summary>Makes a WebRtcServer, whose ports many WebRtcTransports of this worker's routers can share.</summary>
    /// <param name="options">Where it listens.</param>
    /// <returns>The server.</returns>
    /// <exception cref="MediasoupTypeException">An option is missing or wrong.</exception>
    /// <exception cref="MediasoupException">An address cannot be bound, or a port is in use.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<WebRtcServer> CreateWebRtcServerAsync(WebRtcServerOptions options)
    {
        _log.Debug("createWebRtcServer()");
        Check.Given(options);
        Check.Given(options.ListenInfos, "listenInfos");
        Check.That(options.ListenInfos.Count > 0, "empty listenInfos");
        IceListenOptions[] listens = [.. options.ListenInfos.Select(WebRtcTransportOptionsCheck.Resolve)];
        string id = Guid.NewGuid().ToString();
        return await _channel.RequestAsync(
            (_, _) => Core.CreateWebRtcServer(id, listens),
            core =>
            {
                var server = new WebRtcServer(this, core, options.AppData, _settings.LoggerFactory);
                Objects.Add(server);
                Observer.RaiseNewWebRtcServer(server);
                return server;
            }).ConfigureAwait(false);
    }
}
