using Tureen.Engine.Events;
using Tureen.Engine.Ice.Agent;
using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The client's side of a WebRTC connection: full ICE, which looks for the server, DTLS and SRTP.</summary>
internal sealed class ClientTransport : SctpTransport
{
    private volatile IceState _iceState;
    private volatile DtlsState _dtlsState;
    private volatile TransportTupleInfo? _iceSelectedTuple;
    private volatile bool _hasIceFailed;
    private readonly TaskCompletionSource _gathered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ClientTransport(Router router, ClientTransportCore core)
        : base(router, core, new WebRtcTransportObserver(router.Channel.Dispatcher), "ClientTransport", appData: null)
    {
        LocalFingerprints = core.LocalFingerprints;
        LocalIceParameters = core.IceParameters;
    }

    /// <summary>The state of ICE or of DTLS changed.</summary>
    public event Action? OnStateChange;

    /// <inheritdoc/>
    public override TransportType Type => TransportType.WebRtc;

    /// <summary>A STUN or TURN server has answered, or was given up. On the thread of events.</summary>
    public event Action<GatheringResult>? OnGathered;

    public IReadOnlyList<DtlsFingerprint> LocalFingerprints { get; }

    /// <summary>The local credentials of ICE.</summary>
    public IceParameters LocalIceParameters { get; private set; }

    /// <summary>Completes when all STUN and TURN servers have answered or were given up, or the transport is closed.</summary>
    public Task Gathered => _gathered.Task;

    public IceState IceState => _iceState;

    public DtlsState DtlsState => _dtlsState;

    public TransportTupleInfo? IceSelectedTuple => _iceSelectedTuple;

    /// <summary>Whether ICE found no way to the server, or lost it.</summary>
    public bool HasIceFailed => _hasIceFailed;

    private new ClientTransportCore Core => (ClientTransportCore)base.Core;

    /// <summary>Asks more STUN and TURN servers.</summary>
    /// <exception cref="MediasoupException">There is no socket for one of them.</exception>
    /// <exception cref="NotFoundException">The transport is closed.</exception>
    public Task AddServersAsync(IReadOnlyList<ClientIceServer> servers) => Channel.RequestAsync((now, sink) =>
    {
        Alive();
        Core.AddServers(now, servers, sink);
        return true;
    });

    /// <summary>Makes the local credentials of the next restart.</summary>
    /// <exception cref="NotFoundException">The transport is closed.</exception>
    public async Task<IceParameters> RenewLocalAsync() => LocalIceParameters = await Channel.RequestAsync((_, _) =>
    {
        Alive();
        return Core.RenewLocal();
    }).ConfigureAwait(false);

    /// <summary>The addresses that a peer may be sent, so far.</summary>
    /// <exception cref="NotFoundException">The transport is closed.</exception>
    public Task<IReadOnlyList<ClientCandidateStats>> GetLocalCandidatesAsync() => Channel.RequestAsync((_, _) =>
    {
        Alive();
        return Core.LocalCandidates;
    });

    /// <summary>How the peer is reached.</summary>
    /// <exception cref="NotFoundException">The transport is closed.</exception>
    public Task<ClientIceStats> GetIceStatsAsync() => Channel.RequestAsync((_, _) =>
    {
        Alive();
        return Core.IceStats;
    });

    /// <summary>Asks the STUN and TURN servers for addresses, once.</summary>
    /// <exception cref="NotFoundException">The transport is closed.</exception>
    public Task StartGatheringAsync() => Channel.RequestAsync((now, sink) =>
    {
        Alive();
        Core.StartGathering(now, sink);
        return true;
    });

    /// <summary>Signaling brought more addresses of the peer.</summary>
    /// <exception cref="NotFoundException">The transport is closed.</exception>
    public Task AddRemoteAsync(IReadOnlyList<IceCandidate> iceCandidates)
    {
        List<IceRemoteCandidate> candidates = IceRemoteCandidate.ReadAll(iceCandidates);
        return Channel.RequestAsync((now, sink) =>
        {
            Alive();
            candidates.ForEach(candidate => Core.AddRemote(now, candidate, sink));
            return true;
        });
    }

    /// <summary>Looks for the server and begins the handshake. Can be called once.</summary>
    /// <exception cref="MediasoupException">A parameter is missing or wrong, or it was called before.</exception>
    /// <exception cref="NotFoundException">The transport is closed.</exception>
    public Task ConnectAsync(IceParameters iceParameters, IReadOnlyList<IceCandidate> iceCandidates, DtlsParameters dtlsParameters)
    {
        IceParameters ice = iceParameters.Clone();
        DtlsParameters dtls = dtlsParameters.Clone();
        List<IceRemoteCandidate> candidates = IceRemoteCandidate.ReadAll(iceCandidates);
        return Channel.RequestAsync((now, sink) =>
        {
            Alive();
            Core.Connect(now, dtls, sink);
            Core.StartIce(now, ice, candidates, sink);
            return true;
        });
    }

    /// <summary>Looks for the way anew, because the server has other credentials.</summary>
    /// <exception cref="MediasoupTypeException">The credentials are missing or too long.</exception>
    /// <exception cref="NotFoundException">The transport is closed.</exception>
    public async Task RestartIceAsync(IceParameters iceParameters)
    {
        IceParameters ice = iceParameters.Clone();
        _hasIceFailed = false;
        LocalIceParameters = await Channel.RequestAsync((now, sink) =>
        {
            Alive();
            return Core.RestartIce(now, ice, sink);
        }).ConfigureAwait(false);
    }

    private protected override void HandleEngineEvent(EngineEvent engineEvent)
    {
        switch (engineEvent)
        {
            case IceStateEvent ice when TrySet(() => _iceState = ice.State):
                Raise("statechange", OnStateChange);
                break;
            case IceFailedEvent when TrySet(() => _hasIceFailed = true):
                Raise("statechange", OnStateChange);
                break;
            case IceSelectedTupleEvent selected when TrySet(() => _iceSelectedTuple = selected.Tuple):
                break;
            case DtlsStateEvent dtls when TrySet(() => _dtlsState = dtls.State):
                Raise("statechange", OnStateChange);
                break;
            case IceGatheredEvent gathered:
                OnGathered?.Invoke(gathered.Result);
                break;
            case IceGatheringEndedEvent:
                _gathered.TrySetResult();
                break;
            default:
                base.HandleEngineEvent(engineEvent);
                break;
        }
    }

    private protected override void OnMarkedClosed()
    {
        _iceState = IceState.Closed;
        _iceSelectedTuple = null;
        _dtlsState = DtlsState.Closed;
        _gathered.TrySetResult();
        base.OnMarkedClosed();
    }
}
