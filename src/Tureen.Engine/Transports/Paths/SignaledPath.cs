using System.Net;
using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Transports.Capture;
using Tureen.Engine.Transports.Listening;
using Tureen.Engine.Transports.Media;
using Tureen.Ortc;

namespace Tureen.Engine.Transports.Paths;

/// <summary>A way over UDP whose addresses and SRTP keys come by signaling, without ICE and DTLS. RTCP may have a socket and an address of its own.</summary>
internal sealed class SignaledPath(
    LocalSockets sockets, LocalSocket socket, LocalSocket? rtcpSocket, SignaledKeys keys, SignaledPathRules rules) : ITransportPath
{
    private const int SctpHeaderLength = 12;

    private readonly SrtpSession _srtp = new() { MaxReceivedStreams = rules.MaxSrtpStreams };
    private TransportCore _transport = null!;

    /// <summary>The way to the peer, once known.</summary>
    private TransportTuple? _tuple;

    /// <summary>The way of RTCP, where that is another one and known.</summary>
    private TransportTuple? _rtcpTuple;

    /// <summary>The peer has yet to show that it wants packets at its address.</summary>
    private bool _isUnconfirmed;

    public IReadOnlyList<int> SocketIds => sockets.Ids;

    public int WireOverhead => _tuple?.GetWireOverhead() ?? 0;

    public SrtpSession? Srtp => _srtp;

    public PathTap Tap { get; } = new();

    public IReadOnlyDictionary<int, LocalEndpoint> LocalEndpoints =>
        new[] { socket, rtcpSocket ?? socket }.DistinctBy(static one => one.Id).ToDictionary(static one => one.Id, static one => one.Endpoint);

    public Timestamp NextDeadline => Timestamp.Never;

    public bool IsConnectCalled { get; private set; }

    /// <summary>The local SRTP parameters; null without SRTP.</summary>
    public SrtpParameters? SrtpParameters => keys.LocalParameters;

    public TransportTupleInfo TupleInfo => Describe(socket, _tuple);

    /// <summary>Null when RTCP goes with RTP.</summary>
    public TransportTupleInfo? RtcpTupleInfo => rtcpSocket is LocalSocket own ? Describe(own, _rtcpTuple) : null;

    public void Attach(TransportCore transport) => _transport = transport;

    /// <summary>Takes the peer's SRTP parameters.</summary>
    /// <exception cref="MediasoupException">Called a second time.</exception>
    /// <exception cref="MediasoupTypeException">The parameters are missing, not wanted, or their key has another length.</exception>
    public void BeginConnect(SrtpParameters? remote)
    {
        if (IsConnectCalled)
        {
            throw new MediasoupException("connect() already called");
        }

        keys.Start(remote, _srtp);
        IsConnectCalled = true;
    }

    /// <summary>Takes the peer's addresses.</summary>
    /// <param name="now">The time.</param>
    /// <param name="ip">Where the peer is.</param>
    /// <param name="port">Its port of RTP.</param>
    /// <param name="rtcpPort">Its port of RTCP; without effect when RTCP goes with RTP.</param>
    /// <param name="isConfirmed">False when nothing may be sent there before a packet has come from there.</param>
    /// <param name="sink">Takes what is sent.</param>
    public void SetRemote(Timestamp now, IPAddress ip, int port, int? rtcpPort, bool isConfirmed, IDatagramSink sink)
    {
        _tuple = TupleTo(socket, ip, port);
        _rtcpTuple = rtcpSocket is LocalSocket own ? TupleTo(own, ip, rtcpPort!.Value) : null;
        _isUnconfirmed = !isConfirmed;
        sockets.PreferRemote(_tuple);
        sockets.PreferRemote(_rtcpTuple);
        if (isConfirmed)
        {
            _transport.SetConnected(now, isConnected: true, sink);
        }
    }

    public TransportCore? FindTransport(in TransportTuple tuple) => tuple == _tuple || tuple == _rtcpTuple ? _transport : null;

    public void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
        _transport.Traffic.Received.Update(now, datagram.Length);
        Tap.HandleReceived(tuple, datagram);
        switch (PacketClassifier.Classify(datagram))
        {
            case PacketKind.Rtcp:
                HandleRtcp(now, tuple, datagram, sink);
                break;
            case PacketKind.Rtp:
                HandleRtp(now, tuple, datagram, sink);
                break;
            default:
                HandleOther(now, tuple, datagram, sink);
                break;
        }
    }

    public void HandleTupleClosed(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
    }

    public bool TryOpenRtp(int length, IDatagramSink sink, out Span<byte> space)
    {
        if (_tuple is null || _isUnconfirmed)
        {
            space = default;
            return false;
        }

        space = Tap.Over(sink).GetSpan(length + _srtp.RtpOverhead);
        return true;
    }

    public DropReason SendRtp(in RtpDraft draft, IDatagramSink sink, out int length)
    {
        sink = Tap.Over(sink, CapturedLayer.Media, draft.Start, draft.Rest);
        if (!keys.AreUsed)
        {
            draft.Complete();
            length = draft.PlainLength;
        }
        else if (!_srtp.IsReady || !_srtp.TryProtectRtp(draft, out length))
        {
            length = 0;
            return DropReason.SrtpIndexUsed;
        }

        sink.Send(_tuple.GetValueOrDefault(), length);
        return DropReason.None;
    }

    public bool TrySendRtcp(ReadOnlySpan<byte> rtcp, IDatagramSink sink, out int length)
    {
        length = rtcp.Length;
        if ((rtcpSocket is null ? _tuple : _rtcpTuple) is not { } tuple || _isUnconfirmed)
        {
            return false;
        }

        sink = Tap.Over(sink, CapturedLayer.Media, rtcp, rest: []);
        if (keys.AreUsed)
        {
            return _srtp.IsReady && _srtp.TrySendRtcp(tuple, rtcp, sink, out length);
        }

        rtcp.CopyTo(sink.GetSpan(rtcp.Length));
        sink.Send(tuple, rtcp.Length);
        return true;
    }

    public bool TrySendSctp(Timestamp now, ReadOnlySpan<byte> packet, IDatagramSink sink)
    {
        if (_tuple is not { } tuple || _isUnconfirmed)
        {
            return false;
        }

        sink = Tap.Over(sink, CapturedLayer.Sctp, packet, rest: []);
        if (rules.WrapsSctp)
        {
            Span<byte> rtcp = stackalloc byte[SctpInRtcp.HeaderLength + SctpLimits.Mtu];
            int length = SctpInRtcp.Wrap(packet, rtcp);
            return _srtp.IsReady && _srtp.TrySendRtcp(tuple, rtcp[..length], sink, out _);
        }

        packet.CopyTo(sink.GetSpan(packet.Length));
        sink.Send(tuple, packet.Length);
        return true;
    }

    public void Close(Timestamp now, IDatagramSink sink)
    {
    }

    public void Dispose()
    {
        _srtp.Dispose();
        keys.Clear();
    }

    private static TransportTuple TupleTo(in LocalSocket socket, IPAddress ip, int port) =>
        new(socket.Id, TransportProtocol.Udp, NetworkAddress.From(ip, port));

    private static TransportTupleInfo Describe(in LocalSocket local, TransportTuple? tuple) => new()
    {
        LocalAddress = local.Endpoint.Address,
        LocalPort = local.Endpoint.Port,
        RemoteIp = tuple?.Remote.ToIPAddress().ToString(),
        RemotePort = tuple?.Remote.Port,
        Protocol = TransportProtocol.Udp,
    };

    private void HandleRtp(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
        DropReason reason = DropReason.UnknownTuple;
        int length = datagram.Length;
        bool isValid = CanAccept(tuple, isRtcp: false)
            && (!keys.AreUsed || (_srtp.IsReady && _srtp.TryUnprotectRtp(datagram, out length, out reason)));
        if (!isValid)
        {
            _transport.Drop(reason);
            return;
        }

        Tap.HandleOpened(CapturedLayer.Media, tuple, datagram[..length]);
        Learn(now, tuple, sink);
        _transport.Media.RtpIngress.Handle(now, datagram[..length], sink);
    }

    private void HandleRtcp(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
        DropReason reason = DropReason.UnknownTuple;
        int length = datagram.Length;
        bool isValid = CanAccept(tuple, isRtcp: true)
            && (!keys.AreUsed || (_srtp.IsReady && _srtp.TryUnprotectRtcp(datagram, out length, out reason)));
        if (!isValid)
        {
            _transport.Drop(reason);
            return;
        }

        if (rules.WrapsSctp && SctpInRtcp.TryUnwrap(datagram[..length], out ReadOnlySpan<byte> sctp))
        {
            HandleSctp(now, tuple, sctp, sink);
            return;
        }

        Tap.HandleOpened(CapturedLayer.Media, tuple, datagram[..length]);
        LearnRtcp(now, tuple, sink);
        _transport.Media.RtcpIngress.Handle(now, datagram[..length], sink);
    }

    /// <summary>A datagram that is neither RTP nor RTCP may be SCTP, whose length is a multiple of 4 (RFC 9260 §3).</summary>
    private void HandleOther(Timestamp now, in TransportTuple tuple, ReadOnlySpan<byte> datagram, IDatagramSink sink)
    {
        bool isSctp = rules is { CarriesSctp: true, WrapsSctp: false } && datagram.Length >= SctpHeaderLength && datagram.Length % 4 == 0;
        if (!isSctp)
        {
            _transport.Drop(DropReason.UnknownPacketKind);
        }
        else if (!CanAccept(tuple, isRtcp: false))
        {
            _transport.Drop(DropReason.UnknownTuple);
        }
        else
        {
            HandleSctp(now, tuple, datagram, sink);
        }
    }

    private void HandleSctp(Timestamp now, in TransportTuple tuple, ReadOnlySpan<byte> packet, IDatagramSink sink)
    {
        Tap.HandleOpened(CapturedLayer.Sctp, tuple, packet);
        Learn(now, tuple, sink);
        _transport.Data.HandlePacket(now, packet, sink);
    }

    /// <summary>Whether a datagram from this tuple can be accepted at all; checked before anything costly.</summary>
    private bool CanAccept(in TransportTuple tuple, bool isRtcp)
    {
        if (rules.AcceptsAnySource)
        {
            return true;
        }

        bool isOwnRtcp = isRtcp && rtcpSocket is not null;
        int socketId = isOwnRtcp ? rtcpSocket!.Value.Id : socket.Id;
        TransportTuple? known = isOwnRtcp ? _rtcpTuple : _tuple;
        return tuple.SocketId == socketId && (known is null ? rules.Comedia : known == tuple);
    }

    /// <summary>A valid packet shows where the peer is, if nothing did before.</summary>
    private void Learn(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
        if (_tuple is null && !rules.AcceptsAnySource)
        {
            _tuple = tuple;
            sockets.PreferRemote(tuple);
            _transport.Context.Events.Enqueue(new PlainTupleEvent(_transport.Id, TupleInfo, IsRtcp: false));
            _transport.SetConnected(now, isConnected: true, sink);
        }

        ConfirmIfNeeded(now, tuple, sink);
    }

    private void LearnRtcp(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
        if (rtcpSocket is null)
        {
            Learn(now, tuple, sink);
            return;
        }

        if (_rtcpTuple is null)
        {
            _rtcpTuple = tuple;
            sockets.PreferRemote(tuple);
            _transport.Context.Events.Enqueue(new PlainTupleEvent(_transport.Id, RtcpTupleInfo!, IsRtcp: true));
        }

        ConfirmIfNeeded(now, tuple, sink);
    }

    /// <summary>A packet of either way shows that the peer is there; one from elsewhere shows nothing.</summary>
    private void ConfirmIfNeeded(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
        if (_isUnconfirmed && (tuple == _tuple || tuple == _rtcpTuple))
        {
            _isUnconfirmed = false;
            _transport.SetConnected(now, isConnected: true, sink);
        }
    }
}
