using System.Buffers.Binary;
using Tureen.Engine.Dtls;
using Tureen.Engine.Primitives;
using Tureen.Engine.Srtp;
using Tureen.Ortc;
using Tureen.Testing.Ice;

namespace Tureen.Testing.Simulation;

/// <summary>
/// A WebRTC endpoint over any carrier of its datagrams: controlling ICE, DTLS client, SRTP both ways, and plain SCTP packets.
/// What it sends need not be right: headers and SCTP packets are the caller's.
/// </summary>
internal sealed class WebRtcEndpoint : IDisposable
{
    private readonly DtlsTransport _dtls;
    private readonly RandomSource _random;
    private readonly byte[] _packet = new byte[EngineLimits.MaxDatagramLength];
    private SimulatedIcePeer? _ice;
    private SrtpReceiver? _receiver;
    private bool _isDisposed;

    public WebRtcEndpoint(int socketId, DtlsCertificate certificate, RandomSource random)
    {
        SocketId = socketId;
        _dtls = new DtlsTransport(certificate);
        _random = random;
    }

    /// <summary>Takes one plain packet.</summary>
    public delegate void PacketHandler(Timestamp now, ReadOnlySpan<byte> packet, IDatagramSink sink);

    public int SocketId { get; }

    /// <summary>Whether DTLS is done.</summary>
    public bool IsConnected => Sender is not null;

    /// <summary>Encrypts what this endpoint sends; null before DTLS is done.</summary>
    public SrtpSender? Sender { get; private set; }

    public PacketHandler? RtpReceived { get; set; }

    public PacketHandler? SctpReceived { get; set; }

    /// <summary>Where the server is.</summary>
    public TransportTuple Path => _ice!.Path;

    public Timestamp NextDeadline => Timestamp.Min(_ice?.NextDeadline ?? Timestamp.Never, _dtls.NextDeadline);

    public void Connect(Timestamp now, in NetworkAddress remote, IceParameters ice, CertificateFingerprint fingerprint, IDatagramSink sink)
    {
        _ice = new SimulatedIcePeer(_random, ice.UsernameFragment, ice.Password);
        _dtls.SetRemoteFingerprint(fingerprint);
        _ice.Start(now, new TransportTuple(SocketId, TransportProtocol.Udp, remote), sink);
    }

    public void HandleDatagram(Timestamp now, Span<byte> datagram, IDatagramSink sink)
    {
        switch (PacketClassifier.Classify(datagram))
        {
            case PacketKind.Stun:
                HandleStun(now, datagram, sink);
                break;
            case PacketKind.Dtls:
                _dtls.HandleDatagram(now, Path, datagram, sink);
                DrainDtls(now, sink);
                break;
            case PacketKind.Rtp when _receiver is not null && RtpReceived is not null:
                if (_receiver.TryUnprotectRtp(datagram, out int length, out _))
                {
                    RtpReceived(now, datagram[..length], sink);
                }

                break;
            default:
                break;
        }
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        _ice?.HandleDeadline(now, sink);
        if (_dtls.NextDeadline <= now)
        {
            _dtls.HandleDeadline(now, Path, sink);
            DrainDtls(now, sink);
        }
    }

    /// <summary>Encrypts and sends one RTP packet; after the end nothing is sent.</summary>
    public void SendRtp(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, IDatagramSink sink)
    {
        if (_isDisposed)
        {
            return;
        }

        SrtpSenderStream stream = Sender!.GetStream(BinaryPrimitives.ReadUInt32BigEndian(header[8..]));
        Span<byte> destination = sink.GetSpan(header.Length + payload.Length + Sender.MaxRtpOverhead);
        header.CopyTo(destination);
        if (Sender.TryProtectRtp(stream, destination, header.Length, 0, payload, out int length))
        {
            sink.Send(Path, length);
        }
    }

    /// <summary>Sends one SCTP packet; after the end nothing is sent.</summary>
    public void SendSctp(Timestamp now, ReadOnlySpan<byte> packet, IDatagramSink sink)
    {
        if (!_isDisposed)
        {
            _dtls.SendApplicationData(now, Path, packet, sink);
        }
    }

    /// <summary>Sends one datagram as it is, over the path that the server knows; after the end nothing is sent.</summary>
    public void SendDatagram(ReadOnlySpan<byte> datagram, IDatagramSink sink)
    {
        if (!_isDisposed)
        {
            datagram.CopyTo(sink.GetSpan(datagram.Length));
            sink.Send(Path, datagram.Length);
        }
    }

    public void Dispose()
    {
        // The freed memory belongs to OpenSSL; a timer that still sends must not reach it.
        _isDisposed = true;
        _dtls.Dispose();
        Sender?.Dispose();
        _receiver?.Dispose();
    }

    private void HandleStun(Timestamp now, ReadOnlySpan<byte> datagram, IDatagramSink sink)
    {
        if (_ice!.HandleResponse(now, datagram) && _dtls.State == DtlsState.New)
        {
            _dtls.Start(now, DtlsRole.Client, Path, sink);
        }
    }

    private void DrainDtls(Timestamp now, IDatagramSink sink)
    {
        while (_dtls.TryDequeueEvent(out DtlsEvent dtlsEvent))
        {
            if (dtlsEvent.SrtpKeys is { } keys)
            {
                Sender = new SrtpSender(keys.Profile, keys.LocalKey, keys.LocalSalt);
                _receiver = new SrtpReceiver(keys.Profile, keys.RemoteKey, keys.RemoteSalt);
            }
        }

        while (_dtls.TryReadApplicationData(_packet, out int length))
        {
            SctpReceived?.Invoke(now, _packet.AsSpan(0, length), sink);
        }
    }
}
