using Tureen.Engine.Dtls;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Paths;
using Tureen.Ortc;

namespace Tureen.Engine.Transports;

/// <summary>A transport over ICE, DTLS and SRTP: the server's side of a WebRTC connection, or the client's.</summary>
internal abstract class WebRtcEndpointCore : TransportCore
{
    private readonly WebRtcPath _path;
    private readonly bool _allowsSha1Fingerprints;
    private bool _isConnectCalled;

    /// <param name="router">Whose transport it is.</param>
    /// <param name="context">The worker's.</param>
    /// <param name="certificate">The local certificate.</param>
    /// <param name="options">What it is made of.</param>
    /// <param name="path">The path over ICE.</param>
    /// <param name="outer">What stands around the path; null for nothing.</param>
    protected WebRtcEndpointCore(
        ITransportRouter router,
        EngineContext context,
        DtlsCertificate certificate,
        WebRtcTransportCoreOptions options,
        WebRtcPath path,
        ITransportPath? outer = null)
        : base(router, context, TransportType.WebRtc, options.Id, options.Data, outer ?? path)
    {
        _path = path;
        Media.SendCongestion.SetInitial(new Bitrate(options.InitialAvailableOutgoingBitrate));
        _allowsSha1Fingerprints = options.AllowSha1Fingerprints;
        LocalFingerprints = [.. certificate.Fingerprints.Select(static fingerprint => fingerprint.ToParameters())];
    }

    public IReadOnlyList<IceCandidate> IceCandidates => _path.IceCandidates;

    public IceParameters IceParameters => _path.IceParameters;

    public IceState IceState => _path.IceState;

    public DtlsState DtlsState => _path.Dtls.State;

    /// <summary>The role taken, <see cref="DtlsRole.Auto"/> while it is open.</summary>
    public DtlsRole DtlsRole => _path.Dtls.Role;

    public IReadOnlyList<DtlsFingerprint> LocalFingerprints { get; }

    /// <summary>The local role and fingerprints, a new copy.</summary>
    public DtlsParameters DtlsParameters =>
        new() { Role = DtlsRole, Fingerprints = [.. LocalFingerprints.Select(static fingerprint => fingerprint.Clone())] };

    public TransportTupleInfo? SelectedTuple => _path.SelectedTuple;

    /// <summary>The role to take against a peer of that role: a client wherever the peer lets us choose.</summary>
    public static DtlsRole RoleAgainst(DtlsRole? remote) => remote == DtlsRole.Client ? DtlsRole.Server : DtlsRole.Client;

    /// <summary>Takes the peer's DTLS parameters and returns the local role.</summary>
    /// <exception cref="MediasoupException">Called a second time.</exception>
    /// <exception cref="MediasoupTypeException">There is no fingerprint that counts, or one is malformed.</exception>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    public DtlsRole Connect(Timestamp now, DtlsParameters remote, IDatagramSink sink)
    {
        ThrowIfClosed();
        if (_isConnectCalled)
        {
            throw new MediasoupException("connect() already called");
        }

        RemoteFingerprints fingerprints = RemoteFingerprintsCheck.Read(remote, _allowsSha1Fingerprints);
        _isConnectCalled = true;
        DtlsRole localRole = RoleAgainst(remote.Role);
        _path.Connect(now, fingerprints, localRole, sink);
        return localRole;
    }

    public override TransportDump Dump(Timestamp now) => WithBase(new WebRtcTransportDump
    {
        IceParameters = IceParameters,
        IceCandidates = [.. IceCandidates.Select(static candidate => candidate.Clone())],
        IceState = IceState,
        IceSelectedTuple = SelectedTuple,
        DtlsParameters = DtlsParameters,
        DtlsState = DtlsState,
        DtlsRemoteCert = _path.Dtls.RemoteCertificatePem,
    }, now);

    public override TransportStats GetStats(Timestamp now) => WithBase(
        new WebRtcTransportStats
        {
            IceState = IceState,
            IceSelectedTuple = SelectedTuple,
            DtlsState = DtlsState,
        },
        now);

    /// <summary>Acts on what a command has changed in ICE.</summary>
    protected void HandleIceChanged(Timestamp now, IDatagramSink sink) => _path.HandleIceChanged(now, sink);
}
