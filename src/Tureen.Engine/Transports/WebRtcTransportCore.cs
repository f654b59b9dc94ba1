using Tureen.Engine.Dtls;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Ice;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Listening;
using Tureen.Engine.Transports.Paths;
using Tureen.Ortc;

namespace Tureen.Engine.Transports;

/// <summary>A transport to a WebRTC endpoint: ICE-lite, DTLS, SRTP (mediasoup's WebRtcTransport).</summary>
internal sealed class WebRtcTransportCore : WebRtcEndpointCore
{
    private readonly IceServer _ice;

    /// <exception cref="SocketBindException">A listen address cannot be bound; nothing stays open.</exception>
    /// <exception cref="MediasoupTypeException">The server listens on none of the protocols that are to be used.</exception>
    /// <exception cref="InvalidStateException">The server is closed.</exception>
    public WebRtcTransportCore(
        ITransportRouter router, EngineContext context, DtlsCertificate certificate, WebRtcTransportCoreOptions options)
        : this(router, context, certificate, options, new IceServer(context.Random, options.IceConsentTimeout))
    {
    }

    private WebRtcTransportCore(
        ITransportRouter router, EngineContext context, DtlsCertificate certificate, WebRtcTransportCoreOptions options, IceServer ice)
        : base(router, context, certificate, options, CreatePath(context, certificate, options, ice))
    {
        _ice = ice;
    }

    /// <summary>New ICE credentials; the old ones stay good until the new ones are used (mediasoup restartIce).</summary>
    public IceParameters RestartIce(Timestamp now, IDatagramSink sink)
    {
        _ice.Restart(now);
        HandleIceChanged(now, sink);
        return IceParameters;
    }

    private static WebRtcPath CreatePath(EngineContext context, DtlsCertificate certificate, WebRtcTransportCoreOptions options, IceServer ice)
    {
        options.Server?.ThrowIfClosed();
        IceListeners listeners = options.Server?.Listeners ?? IceListeners.Open(context.Sockets, options.Listens);
        var path = new WebRtcPath(certificate, ice, listeners, options.Protocols, options.Server);
        return path.IceCandidates.Count > 0
            ? path
            : throw new MediasoupTypeException("empty iceCandidates: nothing listens on the protocols that are enabled");
    }
}
