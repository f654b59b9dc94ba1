using Tureen.Engine.Events;
using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen;

/// <summary>A transport to a WebRTC endpoint: ICE-lite, DTLS and SRTP (mediasoup WebRtcTransport).</summary>
public sealed class WebRtcTransport : SctpTransport
{
    private readonly List<IceCandidate> _iceCandidates;
    private readonly WebRtcServer? _webRtcServer;
    private bool _isListenServerClosed;
    private IceParameters _iceParameters;
    private DtlsParameters _dtlsParameters;
    private volatile TransportTupleInfo? _iceSelectedTuple;
    private volatile IceState _iceState;
    private volatile DtlsState _dtlsState;
    private volatile string? _dtlsRemoteCert;

    internal WebRtcTransport(Router router, WebRtcTransportData data, WebRtcServer? webRtcServer, Dictionary<string, object?>? appData)
        : base(router, data.Core, new WebRtcTransportObserver(router.Channel.Dispatcher), "WebRtcTransport", appData)
    {
        _webRtcServer = webRtcServer;
        _iceParameters = data.IceParameters;
        _iceCandidates = data.IceCandidates;
        _dtlsParameters = data.DtlsParameters;
    }

    /// <summary>Its WebRtcServer was closed, and the transport with it (mediasoup <c>listenserverclose</c>).</summary>
    public event Action? OnListenServerClose;

    /// <summary>The ICE state changed (mediasoup <c>icestatechange</c>).</summary>
    public event Action<IceState>? OnIceStateChange;

    /// <summary>Another tuple was selected (mediasoup <c>iceselectedtuplechange</c>).</summary>
    public event Action<TransportTupleInfo>? OnIceSelectedTupleChange;

    /// <summary>The DTLS state changed (mediasoup <c>dtlsstatechange</c>).</summary>
    public event Action<DtlsState>? OnDtlsStateChange;

    /// <inheritdoc/>
    public override TransportType Type => TransportType.WebRtc;

    /// <summary>Reports what happens, for monitoring.</summary>
    public new WebRtcTransportObserver Observer => (WebRtcTransportObserver)base.Observer;

    /// <summary>Always <c>controlled</c>.</summary>
    public string IceRole => "controlled";

    /// <summary>The local ICE credentials.</summary>
    public IceParameters IceParameters => Volatile.Read(ref _iceParameters).Clone();

    /// <summary>The local ICE candidates, the preferred first. A new copy each time.</summary>
    public IReadOnlyList<IceCandidate> IceCandidates => _iceCandidates.ConvertAll(static candidate => candidate.Clone());

    /// <summary>The ICE state.</summary>
    public IceState IceState => _iceState;

    /// <summary>The selected tuple; null while there is none.</summary>
    public TransportTupleInfo? IceSelectedTuple => _iceSelectedTuple;

    /// <summary>The local DTLS parameters; the role is <c>auto</c> until <see cref="ConnectAsync"/>. A new copy each time.</summary>
    public DtlsParameters DtlsParameters => Volatile.Read(ref _dtlsParameters).Clone();

    /// <summary>The DTLS state.</summary>
    public DtlsState DtlsState => _dtlsState;

    /// <summary>The peer's certificate as PEM, once connected.</summary>
    public string? DtlsRemoteCert => _dtlsRemoteCert;

    private new WebRtcTransportCore Core => (WebRtcTransportCore)base.Core;

    /// <summary>Gives the transport its peer's parameters. Can be called once.</summary>
    /// <param name="dtlsParameters">The peer's fingerprints, and its role: <c>auto</c> unless set.</param>
    /// <returns>Completes when the worker has applied the change. The handshake goes on after that; see <see cref="OnDtlsStateChange"/>.</returns>
    /// <exception cref="MediasoupTypeException">The parameters are missing or wrong; another attempt is allowed.</exception>
    /// <exception cref="MediasoupException">It was called before.</exception>
    /// <exception cref="NotFoundException">The transport is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task ConnectAsync(DtlsParameters dtlsParameters)
    {
        Log.Debug("connect()");
        Check.Given(dtlsParameters);
        Check.Given(dtlsParameters.Fingerprints, "dtlsParameters.fingerprints");
        Check.That(dtlsParameters.Fingerprints.Count > 0, "empty dtlsParameters.fingerprints");
        Check.Defined(dtlsParameters.Role ?? DtlsRole.Auto, "dtlsParameters.role");
        foreach (DtlsFingerprint fingerprint in dtlsParameters.Fingerprints)
        {
            Check.Given(fingerprint);
            Check.Defined(fingerprint.Algorithm, "fingerprint.algorithm");
            Check.That(!string.IsNullOrEmpty(fingerprint.Value), "missing fingerprint.value");
        }

        DtlsParameters remote = dtlsParameters.Clone();
        await Channel.RequestAsync(
            (now, sink) =>
            {
                Alive();
                return Core.Connect(now, remote, sink);
            },
            role =>
            {
                DtlsParameters local = DtlsParameters;
                local.Role = role;
                Volatile.Write(ref _dtlsParameters, local);
                return true;
            }).ConfigureAwait(false);
    }

    /// <summary>Makes new ICE credentials. The old ones are good until the peer uses the new ones; candidates do not change.</summary>
    /// <returns>The new credentials, for the peer.</returns>
    /// <exception cref="NotFoundException">The transport is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<IceParameters> RestartIceAsync()
    {
        Log.Debug("restartIce()");
        return await Channel.RequestAsync(
            (now, sink) =>
            {
                Alive();
                return Core.RestartIce(now, sink);
            },
            parameters =>
            {
                Volatile.Write(ref _iceParameters, parameters);
                return parameters.Clone();
            }).ConfigureAwait(false);
    }

    /// <inheritdoc cref="Transport.DumpAsync"/>
    public new async Task<WebRtcTransportDump> DumpAsync() =>
        (WebRtcTransportDump)await base.DumpAsync().ConfigureAwait(false);

    /// <inheritdoc cref="Transport.GetStatsAsync"/>
    public new async Task<IReadOnlyList<WebRtcTransportStats>> GetStatsAsync() =>
        [.. (await base.GetStatsAsync().ConfigureAwait(false)).Cast<WebRtcTransportStats>()];

    /// <summary>With the gate held: its server is closed, and so is the transport.</summary>
    internal void MarkListenServerClosed(List<Action> raises)
    {
        _isListenServerClosed = true;
        MarkClosed(raises, isRouterClosed: false);
        Router.Objects.Remove(this);
    }

    private protected override void OnClosing(List<Action> raises)
    {
        if (_isListenServerClosed)
        {
            raises.Add(() => Raise("listenserverclose", OnListenServerClose));
        }
        else
        {
            _webRtcServer?.Remove(this, raises);
        }
    }

    private protected override void HandleEngineEvent(EngineEvent engineEvent)
    {
        switch (engineEvent)
        {
            case IceStateEvent ice when TrySet(() => SetIceState(ice.State)):
                Raise("icestatechange", OnIceStateChange, ice.State);
                Observer.RaiseIceStateChange(ice.State);
                break;
            case IceSelectedTupleEvent selected when TrySet(() => _iceSelectedTuple = selected.Tuple):
                Raise("iceselectedtuplechange", OnIceSelectedTupleChange, selected.Tuple);
                Observer.RaiseIceSelectedTupleChange(selected.Tuple);
                break;
            case DtlsStateEvent dtls when TrySet(() => SetDtlsState(dtls)):
                Raise("dtlsstatechange", OnDtlsStateChange, dtls.State);
                Observer.RaiseDtlsStateChange(dtls.State);
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
        base.OnMarkedClosed();
    }

    private void SetIceState(IceState state)
    {
        _iceState = state;
        if (state == IceState.Disconnected)
        {
            _iceSelectedTuple = null;
        }
    }

    private void SetDtlsState(DtlsStateEvent dtls)
    {
        _dtlsState = dtls.State;
        _dtlsRemoteCert = dtls.RemoteCertificatePem ?? _dtlsRemoteCert;
    }
}
