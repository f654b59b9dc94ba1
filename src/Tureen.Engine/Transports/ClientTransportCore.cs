using Tureen.Engine.Dtls;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Ice.Agent;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Paths;
using Tureen.Ortc;

namespace Tureen.Engine.Transports;

/// <summary>The client's side of a WebRTC connection: full ICE, which looks for the server, DTLS and SRTP.</summary>
internal sealed class ClientTransportCore : WebRtcEndpointCore
{
    private readonly ClientPath _path;

    /// <exception cref="SocketBindException">A local address cannot be bound; nothing stays open.</exception>
    public ClientTransportCore(
        ITransportRouter router, EngineContext context, DtlsCertificate certificate, WebRtcTransportCoreOptions options, ClientIceOptions ice)
        : this(router, context, certificate, options, ClientPath.Open(context, certificate, options.Listens, ice))
    {
    }

    private ClientTransportCore(
        ITransportRouter router, EngineContext context, DtlsCertificate certificate, WebRtcTransportCoreOptions options, ClientPath path)
        : base(router, context, certificate, options, path.Inner, path) => _path = path;

    /// <summary>Whether ICE has found no way, or lost it.</summary>
    public bool HasIceFailed => _path.Ice.HasFailed;

    /// <summary>How the peer is reached.</summary>
    public ClientIceStats IceStats => _path.IceStats;

    /// <summary>The addresses that a peer may be sent, so far.</summary>
    public IReadOnlyList<ClientCandidateStats> LocalCandidates => _path.Report.Locals();

    /// <summary>Asks the STUN and TURN servers for addresses, once; what comes of it are events.</summary>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    public void StartGathering(Timestamp now, IDatagramSink sink)
    {
        ThrowIfClosed();
        _path.StartGathering(now, sink);
    }

    /// <summary>Asks more servers, up to <see cref="EngineLimits.MaxGatheringServers"/> in all.</summary>
    /// <exception cref="SocketBindException">There is no socket for one of them.</exception>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    public void AddServers(Timestamp now, IReadOnlyList<ClientIceServer> servers, IDatagramSink sink)
    {
        ThrowIfClosed();
        _path.AddServers(now, servers, sink);
    }

    /// <summary>Makes the local credentials of the next restart, for a peer that must have them before it answers with its own.</summary>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    public IceParameters RenewLocal()
    {
        ThrowIfClosed();
        _path.Ice.RenewLocal();
        return IceParameters;
    }

    /// <summary>Looks for the server at its addresses.</summary>
    /// <exception cref="MediasoupTypeException">The credentials are missing or too long.</exception>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    public void StartIce(Timestamp now, IceParameters remote, IReadOnlyList<IceRemoteCandidate> candidates, IDatagramSink sink)
    {
        ThrowIfClosed();
        _path.StartGathering(now, sink);
        sink = _path.Over(now, sink);
        _path.Ice.SetRemote(now, remote, candidates, sink);
        HandleIceChanged(now, sink);
    }

    /// <summary>Signaling brought another address of the peer (RFC 8838).</summary>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    public void AddRemote(Timestamp now, IceRemoteCandidate candidate, IDatagramSink sink)
    {
        ThrowIfClosed();
        sink = _path.Over(now, sink);
        _path.Ice.AddRemote(now, candidate, sink);
        HandleIceChanged(now, sink);
    }

    /// <summary>The server has other credentials: looks for the way anew, while packets go the present one. Returns the new local credentials.</summary>
    /// <exception cref="MediasoupTypeException">The credentials are missing or too long.</exception>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    public IceParameters RestartIce(Timestamp now, IceParameters remote, IDatagramSink sink)
    {
        ThrowIfClosed();
        sink = _path.Over(now, sink);
        _path.Ice.Restart(now, remote, sink);
        HandleIceChanged(now, sink);
        return IceParameters;
    }
}
