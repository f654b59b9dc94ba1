using System.Net;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Transports;

/// <summary>A transport of plain RTP or SRTP, as ffmpeg and GStreamer speak it (mediasoup's PlainTransport).</summary>
internal sealed class PlainTransportCore : SignaledTransportCore
{
    private readonly PlainTransportCoreOptions _options;
    private readonly LocalSocket _socket;
    private readonly LocalSocket? _rtcpSocket;
    private TransportTuple? _rtcpPath;

    /// <summary>The peer has yet to show that it wants packets at its address.</summary>
    private bool _isUnconfirmed;

    /// <exception cref="SocketBindException">A listen address cannot be bound; nothing stays open.</exception>
    public PlainTransportCore(ITransportRouter router, EngineContext context, PlainTransportCoreOptions options)
        : base(router, context, TransportType.Plain, options.Id, options.Data, options.CryptoSuite)
    {
        _options = options;
        _socket = OpenSocket(options.Listen, options.AnnouncedAddress);
        if (!options.RtcpMux)
        {
            _rtcpSocket = OpenSocket(
                options.RtcpListen ?? options.Listen with { MinPort = 0, MaxPort = 0 },
                options.RtcpListen is null ? options.AnnouncedAddress : options.RtcpAnnouncedAddress);
        }

    }

    public TransportTupleInfo Tuple => Describe(_socket, Path);

    /// <summary>Null when RTCP goes with RTP.</summary>
    public TransportTupleInfo? RtcpTuple => _rtcpSocket is LocalSocket socket ? Describe(socket, _rtcpPath) : null;

    /// <summary>Sets where the peer is and its SRTP key. Once.</summary>
    /// <param name="now">The time.</param>
    /// <param name="ip">Where the peer is; not used with comedia.</param>
    /// <param name="port">Its port of RTP.</param>
    /// <param name="rtcpPort">Its port of RTCP; null with rtcpMux.</param>
    /// <param name="srtpParameters">Its key; null without SRTP.</param>
    /// <param name="isConfirmed">False when nothing may be sent there before a packet has come from there.</param>
    /// <param name="sink">Takes what is sent.</param>
    /// <exception cref="MediasoupException">Called a second time.</exception>
    /// <exception cref="MediasoupTypeException">A parameter is missing or must not be there.</exception>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    public void Connect(
        Timestamp now,
        IPAddress? ip,
        int? port,
        int? rtcpPort,
        SrtpParameters? srtpParameters,
        bool isConfirmed,
        IDatagramSink sink)
    {
        ThrowIfClosed();
        if (!_options.Comedia && !IsConnectCalled)
        {
            CheckAddress(ip, port, rtcpPort);
        }

        BeginConnect(srtpParameters);
        if (_options.Comedia)
        {
            return;
        }

        Path = PathTo(_socket, ip!, port!.Value);
        _rtcpPath = _rtcpSocket is LocalSocket socket ? PathTo(socket, ip!, rtcpPort!.Value) : null;
        _isUnconfirmed = !isConfirmed;
        if (isConfirmed)
        {
            SetConnected(now, isConnected: true, sink);
        }
    }

    public override TransportDump Dump() => WithBase(new PlainTransportDump
    {
        RtcpMux = _options.RtcpMux,
        Comedia = _options.Comedia,
        Tuple = Tuple,
        RtcpTuple = RtcpTuple,
        SrtpParameters = SrtpParameters,
    });

    public override TransportStats GetStats(Timestamp now) => WithBase(
        new PlainTransportStats
        {
            RtcpMux = _options.RtcpMux,
            Comedia = _options.Comedia,
            Tuple = Tuple,
            RtcpTuple = RtcpTuple,
        },
        now);

    protected override TransportTuple? RtcpPath => _rtcpPath;

    protected override bool CanAccept(in TransportTuple tuple, bool isRtcp)
    {
        if (_options.AcceptsAnySource)
        {
            return true;
        }

        bool isOwnRtcp = isRtcp && _rtcpSocket is not null;
        int socketId = isOwnRtcp ? _rtcpSocket!.Value.Id : _socket.Id;
        TransportTuple? known = isOwnRtcp ? _rtcpPath : Path;
        return tuple.SocketId == socketId && (known is null ? _options.Comedia : known == tuple);
    }

    protected override bool TryAcceptRtp(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
        if (Path is null && !_options.AcceptsAnySource)
        {
            Path = tuple;
            Context.Events.Enqueue(new PlainTupleEvent(Id, Tuple, IsRtcp: false));
            SetConnected(now, isConnected: true, sink);
        }

        ConfirmPath(now, tuple, sink);
        return true;
    }

    protected override bool TryAcceptRtcp(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
        if (_rtcpSocket is null)
        {
            return TryAcceptRtp(now, tuple, sink);
        }

        if (_rtcpPath is null)
        {
            _rtcpPath = tuple;
            Context.Events.Enqueue(new PlainTupleEvent(Id, RtcpTuple!, IsRtcp: true));
        }

        ConfirmPath(now, tuple, sink);
        return true;
    }

    protected override bool TryGetSendTuple(out TransportTuple tuple) => base.TryGetSendTuple(out tuple) && !_isUnconfirmed;

    protected override bool TryGetRtcpSendTuple(out TransportTuple tuple)
    {
        TransportTuple? path = _rtcpSocket is null ? Path : _rtcpPath;
        tuple = path.GetValueOrDefault();
        return path is not null && !_isUnconfirmed;
    }

    /// <summary>A packet of either path shows that the peer is there; one from elsewhere shows nothing.</summary>
    private void ConfirmPath(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
        if (_isUnconfirmed && (tuple == Path || tuple == _rtcpPath))
        {
            _isUnconfirmed = false;
            SetConnected(now, isConnected: true, sink);
        }
    }

    private void CheckAddress(IPAddress? ip, int? port, int? rtcpPort)
    {
        if (ip is null || port is null)
        {
            throw new MediasoupTypeException(ip is null ? "missing ip" : "missing port");
        }

        if (rtcpPort is null != _options.RtcpMux)
        {
            throw new MediasoupTypeException(rtcpPort is null ? "missing rtcpPort" : "rtcpPort given with rtcpMux");
        }
    }

    private static TransportTuple PathTo(in LocalSocket socket, IPAddress ip, int port) =>
        new(socket.Id, TransportProtocol.Udp, NetworkAddress.From(ip, port));
}
