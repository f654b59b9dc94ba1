using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Tureen.Engine.Crypto;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Transports;

/// <summary>A transport over one UDP path whose address and SRTP keys come by signaling, without ICE and DTLS.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Close frees what it owns.")]
internal abstract class SignaledTransportCore : TransportCore
{
    private const int SctpHeaderLength = 12;

    private readonly TransportSrtp _srtp = new();
    private readonly List<int> _socketIds = [];
    private byte[] _localKey = [];

    protected SignaledTransportCore(
        ITransportRouter router,
        EngineContext context,
        TransportType type,
        string id,
        DataTransportOptions data,
        SrtpCryptoSuite? cryptoSuite)
        : base(router, context, type, id, data)
    {
        CryptoSuite = cryptoSuite;
        if (cryptoSuite is not null)
        {
            RenewLocalKey();
        }
    }

    public override IReadOnlyList<int> SocketIds => _socketIds;

    /// <summary>The local SRTP parameters; null without SRTP.</summary>
    public SrtpParameters? SrtpParameters => CryptoSuite is SrtpCryptoSuite suite
        ? new SrtpParameters { CryptoSuite = suite, KeyBase64 = Convert.ToBase64String(_localKey) }
        : null;

    /// <summary>The path to the peer, once known.</summary>
    protected TransportTuple? Path { get; set; }

    /// <summary>The path of RTCP, where that is another one and known.</summary>
    protected virtual TransportTuple? RtcpPath => null;

    protected bool IsConnectCalled { get; private set; }

    protected bool HasSrtp => CryptoSuite is not null;

    protected override int RtpOverhead => _srtp.RtpOverhead;

    protected override int RtcpOverhead => _srtp.RtcpOverhead;

    private SrtpCryptoSuite? CryptoSuite { get; set; }

    public override void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
        CountReceived(now, datagram.Length);
        switch (PacketClassifier.Classify(datagram))
        {
            case PacketKind.Rtcp:
                HandleRtcpDatagram(now, tuple, datagram, sink);
                break;
            case PacketKind.Rtp:
                HandleRtpDatagram(now, tuple, datagram, sink);
                break;
            default:
                HandleOther(now, tuple, datagram, sink);
                break;
        }
    }

    public override TransportCore? FindTransport(in TransportTuple tuple) =>
        tuple == Path || tuple == RtcpPath ? this : null;

    public override void SendSctpPacket(Timestamp now, ReadOnlySpan<byte> packet, IDatagramSink sink)
    {
        if (TryGetSendTuple(out TransportTuple tuple))
        {
            packet.CopyTo(sink.GetSpan(packet.Length));
            sink.Send(tuple, packet.Length);
            CountSent(now, packet.Length);
        }
    }

    /// <summary>Whether this is the path of RTP, or becomes it with a valid packet.</summary>
    protected abstract bool TryAcceptRtp(Timestamp now, in TransportTuple tuple, IDatagramSink sink);

    /// <summary>Whether this is the path of RTCP, or becomes it.</summary>
    protected abstract bool TryAcceptRtcp(Timestamp now, in TransportTuple tuple, IDatagramSink sink);

    /// <summary>Whether a datagram from this tuple can be accepted at all; checked before anything costly.</summary>
    protected abstract bool CanAccept(in TransportTuple tuple, bool isRtcp);

    /// <summary>Binds one socket; what was bound before is closed when it fails.</summary>
    /// <exception cref="SocketBindException">The address cannot be bound.</exception>
    protected LocalSocket OpenSocket(in ListenParameters listen, string? announcedAddress)
    {
        try
        {
            int socketId = Context.Sockets.OpenUdpSocket(listen, out NetworkAddress bound);
            _socketIds.Add(socketId);
            return new LocalSocket(socketId, new LocalEndpoint(announcedAddress ?? bound.ToIPAddress().ToString(), bound.Port));
        }
        catch
        {
            foreach (int socketId in _socketIds)
            {
                Context.Sockets.CloseSocket(socketId);
            }

            throw;
        }
    }

    protected LocalSocket OpenLink(IDatagramLinkEnd end)
    {
        int socketId = Context.Sockets.OpenLink(end);
        _socketIds.Add(socketId);
        return new LocalSocket(socketId, new LocalEndpoint(end.Address.ToIPAddress().ToString(), end.Address.Port));
    }

    /// <summary>Checks and takes the remote SRTP parameters; the local suite follows the remote one.</summary>
    /// <exception cref="MediasoupException">Called a second time.</exception>
    /// <exception cref="MediasoupTypeException">They are missing, not wanted, or their key has another length.</exception>
    protected void BeginConnect(SrtpParameters? remote)
    {
        ThrowIfClosed();
        if (IsConnectCalled)
        {
            throw new MediasoupException("connect() already called");
        }

        if (remote is null != CryptoSuite is null)
        {
            throw new MediasoupTypeException(remote is null ? "missing srtpParameters" : "invalid srtpParameters (SRTP not enabled)");
        }

        if (remote is not null)
        {
            StartSrtp(remote);
        }

        IsConnectCalled = true;
    }

    protected TransportTupleInfo Describe(in LocalSocket local, TransportTuple? path) => new()
    {
        LocalAddress = local.Endpoint.Address,
        LocalPort = local.Endpoint.Port,
        RemoteIp = path?.Remote.ToIPAddress().ToString(),
        RemotePort = path?.Remote.Port,
        Protocol = TransportProtocol.Udp,
    };

    protected override bool TryGetSendTuple(out TransportTuple tuple)
    {
        tuple = Path.GetValueOrDefault();
        return Path is not null;
    }

    protected override bool TryProtectRtp(
        OutgoingStream stream,
        Span<byte> destination,
        int headerLength,
        int prefixLength,
        ReadOnlySpan<byte> rest,
        bool isRepeat,
        out int length)
    {
        if (_srtp.IsReady)
        {
            return _srtp.TryProtectRtp(stream, destination, headerLength, prefixLength, rest, isRepeat, out length);
        }

        rest.CopyTo(destination[(headerLength + prefixLength)..]);
        length = headerLength + prefixLength + rest.Length;
        return !HasSrtp;
    }

    protected override bool TryProtectRtcp(Span<byte> buffer, int length, out int protectedLength)
    {
        if (_srtp.IsReady)
        {
            return _srtp.TryProtectRtcp(buffer, length, out protectedLength);
        }

        protectedLength = length;
        return !HasSrtp;
    }

    protected override void ForgetReceivedSsrc(uint ssrc) => _srtp.ForgetReceivedSsrc(ssrc);

    protected override void ForgetSentSsrc(uint ssrc) => _srtp.ForgetSentSsrc(ssrc);

    protected override bool IsSentSsrcRetired(uint ssrc) => _srtp.IsSentSsrcRetired(ssrc);

    protected override void OnClosed()
    {
        _srtp.Dispose();
        CryptographicOperations.ZeroMemory(_localKey);
    }

    private void HandleRtpDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
        DropReason reason = DropReason.UnknownTuple;
        int length = datagram.Length;
        bool isValid = CanAccept(tuple, isRtcp: false)
            && (!HasSrtp || (_srtp.IsReady && _srtp.TryUnprotectRtp(datagram, out length, out reason)))
            && TryAcceptRtp(now, tuple, sink);
        if (isValid)
        {
            HandleRtp(now, datagram[..length], sink);
        }
        else
        {
            Drop(reason);
        }
    }

    /// <summary>A datagram that is neither RTP nor RTCP may be SCTP, whose length is a multiple of 4 (RFC 9260 §3).</summary>
    private void HandleOther(Timestamp now, in TransportTuple tuple, ReadOnlySpan<byte> datagram, IDatagramSink sink)
    {
        bool isSctp = Data.Options.EnableSctp && datagram.Length >= SctpHeaderLength && datagram.Length % 4 == 0;
        if (!isSctp)
        {
            Drop(DropReason.UnknownPacketKind);
        }
        else if (!CanAccept(tuple, isRtcp: false) || !TryAcceptRtp(now, tuple, sink))
        {
            Drop(DropReason.UnknownTuple);
        }
        else
        {
            Data.HandlePacket(now, datagram, sink);
        }
    }

    private void HandleRtcpDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
        DropReason reason = DropReason.UnknownTuple;
        int length = datagram.Length;
        bool isValid = CanAccept(tuple, isRtcp: true)
            && (!HasSrtp || (_srtp.IsReady && _srtp.TryUnprotectRtcp(datagram, out length, out reason)))
            && TryAcceptRtcp(now, tuple, sink);
        if (isValid)
        {
            HandleRtcp(now, datagram[..length], sink);
        }
        else
        {
            Drop(reason);
        }
    }

    private void StartSrtp(SrtpParameters remote)
    {
        SrtpProfile profile = ProfileOf(remote.CryptoSuite);
        Span<byte> key = stackalloc byte[SrtpProfileFacts.MaxKeyLength + SrtpProfileFacts.MaxSaltLength];
        try
        {
            StartSrtp(remote, profile, key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private void StartSrtp(SrtpParameters remote, SrtpProfile profile, Span<byte> key)
    {
        if (!Convert.TryFromBase64String(remote.KeyBase64 ?? string.Empty, key, out int length) || length != profile.KeyingMaterialLength())
        {
            throw new MediasoupTypeException("invalid srtpParameters.keyBase64 (wrong length)");
        }

        if (remote.CryptoSuite != CryptoSuite)
        {
            CryptoSuite = remote.CryptoSuite;
            RenewLocalKey();
        }

        _srtp.Start(profile, _localKey, key[..length]);
    }

    private void RenewLocalKey()
    {
        CryptographicOperations.ZeroMemory(_localKey);
        _localKey = new byte[ProfileOf(CryptoSuite!.Value).KeyingMaterialLength()];
        Context.Random.Fill(_localKey);
    }

    private static SrtpProfile ProfileOf(SrtpCryptoSuite suite) => suite switch
    {
        SrtpCryptoSuite.AeadAes256Gcm => SrtpProfile.AeadAes256Gcm,
        SrtpCryptoSuite.AeadAes128Gcm => SrtpProfile.AeadAes128Gcm,
        SrtpCryptoSuite.AesCm128HmacSha1_80 => SrtpProfile.AesCm128HmacSha1_80,
        SrtpCryptoSuite.AesCm128HmacSha1_32 => SrtpProfile.AesCm128HmacSha1_32,
        _ => throw new MediasoupTypeException("unknown srtpParameters.cryptoSuite"),
    };
}
