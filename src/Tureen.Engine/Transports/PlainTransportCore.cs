using System.Net;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Listening;
using Tureen.Engine.Transports.Paths;
using Tureen.Ortc;

namespace Tureen.Engine.Transports;

/// <summary>A transport of plain RTP or SRTP, as ffmpeg and GStreamer speak it (mediasoup's PlainTransport).</summary>
internal sealed class PlainTransportCore : TransportCore
{
    private readonly PlainTransportCoreOptions _options;
    private readonly SignaledPath _path;

    /// <exception cref="SocketBindException">A listen address cannot be bound; nothing stays open.</exception>
    public PlainTransportCore(ITransportRouter router, EngineContext context, PlainTransportCoreOptions options)
        : this(router, context, options, CreatePath(context, options))
    {
    }

    private PlainTransportCore(ITransportRouter router, EngineContext context, PlainTransportCoreOptions options, SignaledPath path)
        : base(router, context, TransportType.Plain, options.Id, options.Data, path)
    {
        _options = options;
        _path = path;
    }

    public TransportTupleInfo Tuple => _path.TupleInfo;

    /// <summary>Null when RTCP goes with RTP.</summary>
    public TransportTupleInfo? RtcpTuple => _path.RtcpTupleInfo;

    /// <summary>The local SRTP parameters; null without SRTP.</summary>
    public SrtpParameters? SrtpParameters => _path.SrtpParameters;

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
        if (!_options.Comedia && !_path.IsConnectCalled)
        {
            CheckAddress(ip, port, rtcpPort);
        }

        _path.BeginConnect(srtpParameters);
        if (!_options.Comedia)
        {
            _path.SetRemote(now, ip!, port!.Value, rtcpPort, isConfirmed, sink);
        }
    }

    public override TransportDump Dump(Timestamp now) => WithBase(new PlainTransportDump
    {
        RtcpMux = _options.RtcpMux,
        Comedia = _options.Comedia,
        Tuple = Tuple,
        RtcpTuple = RtcpTuple,
        SrtpParameters = SrtpParameters,
    }, now);

    public override TransportStats GetStats(Timestamp now) => WithBase(
        new PlainTransportStats
        {
            RtcpMux = _options.RtcpMux,
            Comedia = _options.Comedia,
            Tuple = Tuple,
            RtcpTuple = RtcpTuple,
        },
        now);

    private static SignaledPath CreatePath(EngineContext context, PlainTransportCoreOptions options)
    {
        var keys = new SignaledKeys(context.Random, options.CryptoSuite);
        var sockets = new LocalSockets(context.Sockets);
        LocalSocket socket = sockets.Open(options.Listen, options.AnnouncedAddress);
        LocalSocket? rtcpSocket = options.RtcpMux
            ? null
            : sockets.Open(
                options.RtcpListen ?? options.Listen with { MinPort = 0, MaxPort = 0 },
                options.RtcpListen is null ? options.AnnouncedAddress : options.RtcpAnnouncedAddress);
        var rules = new SignaledPathRules
        {
            Comedia = options.Comedia,
            AcceptsAnySource = options.AcceptsAnySource,
            CarriesSctp = options.Data.EnableSctp,
        };
        return new SignaledPath(sockets, socket, rtcpSocket, keys, rules);
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
}
