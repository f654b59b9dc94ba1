using System.Buffers.Binary;
using Tureen.Engine.Dtls;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Engine.Srtp;
using Tureen.Engine.Transports;
using Tureen.Ortc;
using Tureen.Testing.Ice;

namespace Tureen.Testing.Simulation;

/// <summary>A WebRTC endpoint on a simulated network: controlling ICE, DTLS client, SRTP, and media that checks itself.</summary>
internal sealed class SimulatedPeer : ISimulatedHost, IDisposable
{
    private const int SocketId = 1;

    private readonly VirtualWorld _world;
    private NetworkAddress _address;
    private readonly SimulatedSink _sink;
    private readonly DtlsCertificate _certificate;
    private readonly DtlsTransport _dtls;
    private readonly byte[] _plain = new byte[2048];
    private SimulatedIcePeer? _ice;
    private SrtpSender? _srtpSender;
    private SrtpReceiver? _srtpReceiver;

    public SimulatedPeer(VirtualWorld world, NetworkAddress address)
    {
        _world = world;
        _address = address;
        _sink = new SimulatedSink(world.Network, _ => _address);
        _certificate = DtlsCertificate.Generate();
        _dtls = new DtlsTransport(_certificate);
        world.Network.Attach(address, this);
        world.Add(this);
    }

    public NetworkAddress Address => _address;

    /// <summary>Changes the address, as when a NAT gives the peer another one in the middle of a call.</summary>
    public void Rebind(NetworkAddress address)
    {
        _world.Network.Detach(_address);
        _address = address;
        _world.Network.Attach(address, this);
    }

    public bool IsConnected => _srtpSender is not null;

    public List<SimulatedVideoSender> Senders { get; } = [];

    public List<SimulatedVideoReceiver> Receivers { get; } = [];

    /// <summary>The fingerprint of its certificate.</summary>
    public DtlsFingerprint GetFingerprint(FingerprintAlgorithm algorithm) => _certificate.GetFingerprint(algorithm).ToParameters();

    public DtlsParameters DtlsParameters => new()
    {
        Role = DtlsRole.Client,
        Fingerprints =
        [
            _certificate.GetFingerprint(FingerprintAlgorithm.Sha256).ToParameters(),
        ],
    };

    public Timestamp NextDeadline
    {
        get
        {
            Timestamp next = Timestamp.Min(_ice?.NextDeadline ?? Timestamp.Never, _dtls.NextDeadline);
            foreach (SimulatedVideoSender sender in Senders)
            {
                next = Timestamp.Min(next, IsConnected ? sender.NextDeadline : Timestamp.Never);
            }

            foreach (SimulatedVideoReceiver receiver in Receivers)
            {
                next = Timestamp.Min(next, receiver.NextDeadline);
            }

            return next;
        }
    }

    /// <summary>Begins ICE towards a transport of the server, and DTLS once a check is answered.</summary>
    public void Connect(WebRtcTransportCore transport)
    {
        IceCandidate candidate = transport.IceCandidates[0];
        var remote = NetworkAddress.From(System.Net.IPAddress.Parse(candidate.Address), candidate.Port);
        _ice = new SimulatedIcePeer(_world.Random, transport.IceParameters.UsernameFragment, transport.IceParameters.Password);
        DtlsFingerprint first = transport.LocalFingerprints[0];
        if (CertificateFingerprint.TryParse(first.Algorithm, first.Value, out CertificateFingerprint fingerprint))
        {
            _dtls.SetRemoteFingerprint(fingerprint);
        }

        _sink.Now = _world.Now;
        _ice.Start(_world.Now, new TransportTuple(SocketId, TransportProtocol.Udp, remote), _sink);
    }

    public void HandleDatagram(Timestamp now, NetworkAddress local, NetworkAddress remote, Span<byte> datagram)
    {
        _sink.Now = now;
        switch (PacketClassifier.Classify(datagram))
        {
            case PacketKind.Stun:
                HandleStun(now, datagram);
                break;
            case PacketKind.Dtls:
                _dtls.HandleDatagram(now, Path, datagram, _sink);
                DrainDtls();
                break;
            case PacketKind.Rtp when _srtpReceiver is not null:
                HandleSrtp(now, datagram);
                break;
            case PacketKind.Rtcp when _srtpReceiver is not null:
                HandleSrtcp(now, datagram);
                break;
            default:
                break;
        }
    }

    public void HandleDeadline(Timestamp now)
    {
        _sink.Now = now;
        _ice?.HandleDeadline(now, _sink);
        if (_dtls.NextDeadline <= now)
        {
            _dtls.HandleDeadline(now, Path, _sink);
            DrainDtls();
        }

        foreach (SimulatedVideoSender sender in Senders)
        {
            if (IsConnected)
            {
                sender.HandleDeadline(now, this);
            }
        }

        foreach (SimulatedVideoReceiver receiver in Receivers)
        {
            receiver.HandleDeadline(now, this);
        }
    }

    /// <summary>Encrypts and sends one plain RTP packet.</summary>
    public void SendRtp(in RtpPacket packet)
    {
        int length = Encrypt(packet, _sink.GetSpan(packet.Bytes.Length + _srtpSender!.MaxRtpOverhead));
        _sink.Send(Path, length);
    }

    /// <summary>Encrypts one plain RTP packet without padding, for callers who carry it themselves; its new length.</summary>
    public int Encrypt(in RtpPacket packet, Span<byte> destination)
    {
        return Encrypt(packet.Bytes[..packet.HeaderLength], packet.Payload, destination);
    }

    /// <summary>The same for a header that need not be right; its new length.</summary>
    public int Encrypt(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, Span<byte> destination)
    {
        header.CopyTo(destination);
        SrtpSenderStream stream = _srtpSender!.GetStream(BinaryPrimitives.ReadUInt32BigEndian(header[8..]));
        _srtpSender.TryProtectRtp(stream, destination, header.Length, 0, payload, out int length);
        return length;
    }

    /// <summary>Encrypts one compound RTCP packet in place, for callers who carry it themselves; its new length.</summary>
    public int EncryptRtcp(Span<byte> buffer, int length)
    {
        _srtpSender!.TryProtectRtcp(buffer, length, out int protectedLength);
        return protectedLength;
    }

    public void SendRtcp(ReadOnlySpan<byte> rtcp)
    {
        Span<byte> destination = _sink.GetSpan(rtcp.Length + _srtpSender!.MaxRtcpOverhead);
        rtcp.CopyTo(destination);
        if (_srtpSender.TryProtectRtcp(destination, rtcp.Length, out int length))
        {
            _sink.Send(Path, length);
        }
    }

    public void Dispose()
    {
        _world.Network.Detach(_address);
        _dtls.Dispose();
        _certificate.Dispose();
        _srtpSender?.Dispose();
        _srtpReceiver?.Dispose();
    }

    private TransportTuple Path => _ice!.Path;

    private void HandleStun(Timestamp now, ReadOnlySpan<byte> datagram)
    {
        if (_ice!.HandleResponse(now, datagram) && _dtls.State == DtlsState.New)
        {
            _dtls.Start(now, DtlsRole.Client, Path, _sink);
        }
    }

    private void DrainDtls()
    {
        while (_dtls.TryDequeueEvent(out DtlsEvent dtlsEvent))
        {
            if (dtlsEvent.Kind == DtlsEventKind.SrtpKeysReady)
            {
                SrtpKeyingMaterial keys = dtlsEvent.SrtpKeys!;
                _srtpSender = new SrtpSender(keys.Profile, keys.LocalKey, keys.LocalSalt);
                _srtpReceiver = new SrtpReceiver(keys.Profile, keys.RemoteKey, keys.RemoteSalt);
            }
        }
    }

    private void HandleSrtp(Timestamp now, Span<byte> datagram)
    {
        if (!_srtpReceiver!.TryUnprotectRtp(datagram, out int length, out _)
            || !RtpPacket.TryParse(datagram[..length], out RtpPacket packet))
        {
            return;
        }

        foreach (SimulatedVideoReceiver receiver in Receivers)
        {
            receiver.HandleRtp(now, packet, this);
        }
    }

    private void HandleSrtcp(Timestamp now, Span<byte> datagram)
    {
        if (!_srtpReceiver!.TryUnprotectRtcp(datagram, out int length, out _))
        {
            return;
        }

        var packets = new RtcpCompoundEnumerator(datagram[..length]);
        while (packets.MoveNext())
        {
            foreach (SimulatedVideoSender sender in Senders)
            {
                sender.HandleRtcp(now, packets.Current, this);
            }
        }
    }
}
