using Tureen.Engine.Dtls;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Send;
using Tureen.Engine.Transports;
using Tureen.Ortc;
using Tureen.Testing.Ice;

namespace Tureen.Testing.Simulation;

/// <summary>A WebRTC endpoint of data channels, over any carrier of its datagrams: controlling ICE, DTLS client, and an SCTP association.</summary>
internal sealed class SimulatedDataPeer : IDisposable
{
    public const ushort StreamId = 1;

    private const uint BinaryPayload = 53;

    private readonly int _socketId;
    private readonly DtlsTransport _dtls;
    private readonly RandomSource _random;
    private readonly SimulatedAssociation _association;
    private readonly byte[] _packet = new byte[EngineLimits.MaxDatagramLength];
    private SimulatedIcePeer? _ice;

    public SimulatedDataPeer(int socketId, DtlsCertificate certificate, RandomSource random, SctpBufferPool pool)
    {
        _socketId = socketId;
        _dtls = new DtlsTransport(certificate);
        _random = random;
        _association = new SimulatedAssociation(
            random,
            pool,
            new DataTransportOptions { EnableSctp = true, IsDataChannel = true },
            (now, packet, sink) => _dtls.SendApplicationData(now, _ice!.Path, packet, sink));
    }

    public bool IsConnected => _association.IsConnected;

    /// <summary>Messages.</summary>
    public long Received => _association.Received;

    public void Connect(Timestamp now, in NetworkAddress remote, IceParameters ice, CertificateFingerprint fingerprint, IDatagramSink sink)
    {
        _ice = new SimulatedIcePeer(_random, ice.UsernameFragment, ice.Password);
        _dtls.SetRemoteFingerprint(fingerprint);
        _ice.Start(now, new TransportTuple(_socketId, TransportProtocol.Udp, remote), sink);
    }

    public bool Send(Timestamp now, ReadOnlySpan<byte> message, IDatagramSink sink) =>
        _association.Send(now, StreamId, BinaryPayload, message, sink) == SendOutcome.Queued;

    public void HandleDatagram(Timestamp now, ReadOnlySpan<byte> datagram, IDatagramSink sink)
    {
        if (PacketClassifier.Classify(datagram) == PacketKind.Dtls)
        {
            HandleDtls(now, datagram, sink);
        }
        else if (_ice!.HandleResponse(now, datagram) && _dtls.State == DtlsState.New)
        {
            _dtls.Start(now, DtlsRole.Client, _ice.Path, sink);
        }
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        _ice?.HandleDeadline(now, sink);
        if (_dtls.NextDeadline <= now)
        {
            _dtls.HandleDeadline(now, _ice!.Path, sink);
        }

        _association.HandleDeadline(now, sink);
    }

    public void Dispose() => _dtls.Dispose();

    private void HandleDtls(Timestamp now, ReadOnlySpan<byte> datagram, IDatagramSink sink)
    {
        _dtls.HandleDatagram(now, _ice!.Path, datagram, sink);
        while (_dtls.TryDequeueEvent(out DtlsEvent dtlsEvent))
        {
            if (dtlsEvent.Kind == DtlsEventKind.StateChanged && dtlsEvent.State == DtlsState.Connected)
            {
                _association.Connect(now, sink);
            }
        }

        while (_dtls.TryReadApplicationData(_packet, out int length))
        {
            _association.HandlePacket(now, _packet.AsSpan(0, length), sink);
        }
    }
}
