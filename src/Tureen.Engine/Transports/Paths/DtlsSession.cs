using Tureen.Engine.Dtls;
using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Capture;
using Tureen.Ortc;

namespace Tureen.Engine.Transports.Paths;

/// <summary>DTLS with the peer of one WebRTC path: the role in it, the handshake, and the SRTP keys that come out of it.</summary>
internal sealed class DtlsSession(DtlsCertificate localCertificate, SrtpSession srtp) : IKeyLogSource, IDisposable
{
    private readonly DtlsTransport _dtls = new(localCertificate);
    private DtlsRole _localRole = DtlsRole.Auto;
    private Timestamp? _beganAt;

    public DtlsState State => _dtls.State;

    /// <summary>The role taken, <see cref="DtlsRole.Auto"/> while it is open.</summary>
    public DtlsRole Role => _dtls.Role == DtlsRole.Auto ? _localRole : _dtls.Role;

    /// <summary>Null while it is not connected.</summary>
    public string? RemoteCertificatePem => State == DtlsState.Connected ? _dtls.RemoteCertificatePem : null;

    /// <inheritdoc/>
    public string? KeyLogLine => _dtls.GetKeyLogLine();

    public Timestamp NextDeadline => _dtls.NextDeadline;

    /// <summary>Until connect() sets another role, it is a server, which waits for the peer's first flight.</summary>
    private DtlsRole RoleToTake => _localRole == DtlsRole.Client ? DtlsRole.Client : DtlsRole.Server;

    /// <summary>Takes what signaling says about the peer.</summary>
    public void SetRemote(RemoteFingerprints fingerprints, DtlsRole localRole)
    {
        _localRole = localRole;

        // ICE may have come up before connect(), and DTLS then began as a server.
        if (_dtls.Role != DtlsRole.Auto && _dtls.Role != RoleToTake)
        {
            _dtls.Reset();
        }

        _dtls.SetRemoteFingerprints(fingerprints);
    }

    /// <summary>Begins the handshake unless it has begun.</summary>
    public void StartIfNew(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
        if (State == DtlsState.New)
        {
            _dtls.Start(now, RoleToTake, tuple, sink);
        }
    }

    public DropReason HandleDatagram(Timestamp now, in TransportTuple tuple, ReadOnlySpan<byte> datagram, IDatagramSink sink) =>
        _dtls.HandleDatagram(now, tuple, datagram, sink);

    public void HandleDeadline(Timestamp now, in TransportTuple tuple, IDatagramSink sink) => _dtls.HandleDeadline(now, tuple, sink);

    /// <summary>Hands on what the peer has sent inside DTLS, which is SCTP (RFC 8261).</summary>
    public void HandleApplicationData(Timestamp now, in TransportTuple tuple, TransportCore transport, IDatagramSink sink)
    {
        Span<byte> packet = stackalloc byte[EngineLimits.MaxDatagramLength];
        while (_dtls.TryReadApplicationData(packet, out int length))
        {
            transport.Path.Tap.HandleOpened(CapturedLayer.Sctp, tuple, packet[..length]);
            transport.Data.HandlePacket(now, packet[..length], sink);
        }
    }

    public void SendApplicationData(Timestamp now, in TransportTuple tuple, ReadOnlySpan<byte> data, IDatagramSink sink) =>
        _dtls.SendApplicationData(now, tuple, data, sink);

    /// <summary>Takes what DTLS has brought about up to its next change of state, which it raises; false when there is none.</summary>
    public bool TryTakeChange(Timestamp now, TransportCore transport)
    {
        while (_dtls.TryDequeueEvent(out DtlsEvent dtlsEvent))
        {
            switch (dtlsEvent.Kind)
            {
                case DtlsEventKind.SrtpKeysReady:
                    srtp.Start(dtlsEvent.SrtpKeys!);
                    break;
                case DtlsEventKind.StateChanged:
                    RaiseState(now, dtlsEvent.State, transport);
                    return true;
                default:
                    break;
            }
        }

        return false;
    }

    public void Close(Timestamp now, in TransportTuple tuple, IDatagramSink sink) => _dtls.Close(now, tuple, sink);

    public void Dispose() => _dtls.Dispose();

    private void RaiseState(Timestamp now, DtlsState state, TransportCore transport)
    {
        string? certificate = state == DtlsState.Connected ? _dtls.RemoteCertificatePem : null;
        TimeSpan? time = state is DtlsState.Connected or DtlsState.Failed ? now - _beganAt : null;
        _beganAt = state == DtlsState.Connecting ? now : null;
        transport.Context.Events.Enqueue(new DtlsStateEvent(transport.Id, state, certificate, time));
    }
}
