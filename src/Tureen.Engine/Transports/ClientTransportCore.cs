using Tureen.Engine.Dtls;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Ice;
using Tureen.Engine.Ice.Agent;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Listening;
using Tureen.Engine.Transports.Paths;
using Tureen.Ortc;

namespace Tureen.Engine.Transports;

/// <summary>The client's side of a WebRTC connection: full ICE, which looks for the server, DTLS and SRTP.</summary>
internal sealed class ClientTransportCore : WebRtcEndpointCore
{
    private readonly IceAgent _ice;

    /// <exception cref="SocketBindException">A local address cannot be bound; nothing stays open.</exception>
    public ClientTransportCore(
        ITransportRouter router, EngineContext context, DtlsCertificate certificate, WebRtcTransportCoreOptions options)
        : this(router, context, certificate, options, IceListeners.Open(context.Sockets, options.Listens))
    {
    }

    private ClientTransportCore(
        ITransportRouter router, EngineContext context, DtlsCertificate certificate, WebRtcTransportCoreOptions options, IceListeners listeners)
        : this(router, context, certificate, options, listeners, new IceAgent(context.Random, CreateCandidates(listeners)))
    {
    }

    private ClientTransportCore(
        ITransportRouter router,
        EngineContext context,
        DtlsCertificate certificate,
        WebRtcTransportCoreOptions options,
        IceListeners listeners,
        IceAgent ice)
        : base(router, context, certificate, options, new WebRtcPath(certificate, ice, listeners, options.Protocols))
    {
        _ice = ice;
    }

    /// <summary>Whether ICE has found no way, or lost it.</summary>
    public bool HasIceFailed => _ice.HasFailed;

    /// <summary>Looks for the server at its addresses.</summary>
    /// <exception cref="MediasoupTypeException">The credentials are missing or too long.</exception>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    public void StartIce(Timestamp now, IceParameters remote, IReadOnlyList<IceRemoteCandidate> candidates, IDatagramSink sink)
    {
        ThrowIfClosed();
        _ice.SetRemote(now, remote, candidates, sink);
        HandleIceChanged(now, sink);
    }

    /// <summary>The server has other credentials: looks for the way anew, while packets go the present one. Returns the new local credentials.</summary>
    /// <exception cref="MediasoupTypeException">The credentials are missing or too long.</exception>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    public IceParameters RestartIce(Timestamp now, IceParameters remote, IDatagramSink sink)
    {
        ThrowIfClosed();
        _ice.Restart(now, remote, sink);
        HandleIceChanged(now, sink);
        return IceParameters;
    }

    private static IceLocalCandidate[] CreateCandidates(IceListeners listeners) => [.. listeners.All.Select(static (listener, index) => new IceLocalCandidate(
        listener.SocketId,
        listener.Protocol,
        IsIPv6: listener.Local.Address.Contains(':', StringComparison.Ordinal),
        IceCandidatePriority.OfClientHost((ushort)(ushort.MaxValue - index))))];
}
