using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Dtls;

/// <summary>DTLS 1.2 with use_srtp on one ICE path (RFC 6347, RFC 5764), in either role.</summary>
/// <remarks>
/// The handshake runs as soon as there is a path; the keys are given out only once the peer's certificate has the
/// fingerprint that signaling brought, which may come later.
/// </remarks>
internal sealed partial class DtlsTransport(DtlsCertificate local) : IDisposable
{
    private readonly Queue<DtlsEvent> _events = new();
    private readonly DtlsApplicationBuffer _applicationData = new();
    private DtlsRecordFilter _filter;
    private DtlsSession? _session;
    private DtlsFlight? _flight;
    private RemoteFingerprints? _remoteFingerprints;

    public DtlsState State { get; private set; }

    /// <summary>Our role, from <see cref="Start"/> on; <see cref="DtlsRole.Auto"/> before.</summary>
    public DtlsRole Role { get; private set; }

    /// <summary>The peer's certificate once connected.</summary>
    public string? RemoteCertificatePem { get; private set; }

    public DtlsCertificate LocalCertificate { get; } = local;

    public Timestamp NextDeadline => _flight?.NextAt ?? Timestamp.Never;

    /// <summary>Begins: a client sends its ClientHello, a server waits for one.</summary>
    public void Start(Timestamp now, DtlsRole role, in TransportTuple tuple, IDatagramSink sink)
    {
        if (State != DtlsState.New)
        {
            throw new InvalidOperationException($"DTLS was started already and is {State}.");
        }

        Role = role;
        _session = new DtlsSession(LocalCertificate.Context, role);
        ChangeState(DtlsState.Connecting);
        if (role == DtlsRole.Client)
        {
            ContinueHandshake(now, _session, tuple, sink);
        }
    }

    /// <summary>The one fingerprint that the peer's certificate must have.</summary>
    public void SetRemoteFingerprint(CertificateFingerprint fingerprint) =>
        SetRemoteFingerprints(new RemoteFingerprints([fingerprint]));

    /// <summary>The fingerprints that the peer's certificate must match. Completes a handshake that waits for them.</summary>
    public void SetRemoteFingerprints(RemoteFingerprints fingerprints)
    {
        _remoteFingerprints = fingerprints;
        if (State == DtlsState.Connecting && _session is { IsEstablished: true } && !TryAcceptPeer(_session))
        {
            End();
        }
    }

    public bool TryDequeueEvent(out DtlsEvent dtlsEvent) => _events.TryDequeue(out dtlsEvent);

    /// <summary>The line of a key log (NSS's SSLKEYLOGFILE) that decrypts the records; null before its keys are agreed on.</summary>
    public string? GetKeyLogLine() => _session?.GetKeyLogLine();

    /// <summary>The next message of the peer's application (SCTP). Read all after each datagram.</summary>
    public bool TryReadApplicationData(Span<byte> destination, out int length)
    {
        length = 0;
        return State == DtlsState.Connected && _applicationData.TryRead(destination, out length);
    }

    /// <summary>Sends one message in one record; false unless connected and of a length that fits a datagram.</summary>
    public bool SendApplicationData(Timestamp now, in TransportTuple tuple, ReadOnlySpan<byte> data, IDatagramSink sink)
    {
        if (State != DtlsState.Connected || data.IsEmpty || data.Length > EngineLimits.DtlsMtu)
        {
            return false;
        }

        DtlsSession session = _session!;
        bool isWritten = session.TryWrite(data);
        Flush(now, session, tuple, sink);
        return isWritten;
    }

    /// <summary>Goes back to <see cref="DtlsState.New"/>, for a start in the other role. The remote fingerprint stays.</summary>
    public void Reset()
    {
        DropSession();
        Role = DtlsRole.Auto;
        RemoteCertificatePem = null;
        State = DtlsState.New;
    }

    /// <summary>Sends close_notify to a connected peer. Raises no event, because the host itself closes the transport.</summary>
    public void Close(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
        if (_session is { IsEstablished: true } session)
        {
            session.Shutdown();
            Flush(now, session, tuple, sink);
        }

        Dispose();
    }

    public void Dispose()
    {
        DropSession();
        while (_events.TryDequeue(out DtlsEvent unread))
        {
            unread.SrtpKeys?.Clear();
        }

        State = DtlsState.Closed;
    }

    private void ChangeState(DtlsState state)
    {
        State = state;
        _events.Enqueue(DtlsEvent.StateChanged(state));
    }

    /// <summary>Ends the transport for good after the peer or the network ended it.</summary>
    private void End()
    {
        DtlsState state = State == DtlsState.Connected ? DtlsState.Closed : DtlsState.Failed;
        DropSession();
        ChangeState(state);
    }

    private void DropSession()
    {
        _session?.Dispose();
        _session = null;
        _flight = null;
        _filter = default;
        _applicationData.Clear();
    }
}
