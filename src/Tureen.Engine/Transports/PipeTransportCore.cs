using System.Net;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Listening;
using Tureen.Engine.Transports.Paths;
using Tureen.Engine.Transports.Pipes;
using Tureen.Ortc;

namespace Tureen.Engine.Transports;

/// <summary>A transport between two routers, which carries all streams of a producer (mediasoup's PipeTransport).</summary>
internal sealed class PipeTransportCore : TransportCore
{
    private readonly PipeTransportCoreOptions _options;
    private readonly SignaledPath _path;

    /// <exception cref="SocketBindException">The listen address cannot be bound.</exception>
    public PipeTransportCore(ITransportRouter router, EngineContext context, PipeTransportCoreOptions options)
        : this(router, context, options, CreatePath(context, options))
    {
    }

    private PipeTransportCore(ITransportRouter router, EngineContext context, PipeTransportCoreOptions options, SignaledPath path)
        : base(router, context, TransportType.Pipe, options.Id, DataOf(options), path)
    {
        _options = options;
        _path = path;
        Control = options.Control is null ? null : new PipeControl(this, options.Control);
        Data.Control = Control;
    }

    /// <summary>Keeps the state of both ends; null where the application does.</summary>
    public PipeControl? Control { get; }

    public TransportTupleInfo Tuple => _path.TupleInfo;

    /// <summary>The local SRTP parameters; null without SRTP.</summary>
    public SrtpParameters? SrtpParameters => _path.SrtpParameters;

    /// <summary>Sets where the other router is and its SRTP key. Once.</summary>
    /// <exception cref="MediasoupException">Called a second time.</exception>
    /// <exception cref="MediasoupTypeException">A parameter is missing or must not be there.</exception>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    public void Connect(Timestamp now, IPAddress? ip, int? port, SrtpParameters? srtpParameters, IDatagramSink sink)
    {
        ThrowIfClosed();
        if (!_path.IsConnectCalled && (ip is null || port is null))
        {
            throw new MediasoupTypeException(ip is null ? "missing ip" : "missing port");
        }

        if (srtpParameters is not null && srtpParameters.CryptoSuite != SrtpCryptoSuite.AeadAes256Gcm)
        {
            throw new MediasoupTypeException("invalid srtpParameters.cryptoSuite");
        }

        _path.BeginConnect(srtpParameters);
        _path.SetRemote(now, ip!, port!.Value, rtcpPort: null, isConfirmed: true, sink);
    }

    public override TransportDump Dump(Timestamp now) =>
        WithBase(new PipeTransportDump { Tuple = Tuple, Rtx = _options.EnableRtx, SrtpParameters = SrtpParameters }, now);

    public override TransportStats GetStats(Timestamp now) => WithBase(new PipeTransportStats { Tuple = Tuple }, now);

    /// <summary>Messages of clients leave room for those of the pipe.</summary>
    private static DataTransportOptions DataOf(PipeTransportCoreOptions options) =>
        options.Control is null ? options.Data : options.Data with { ControlBufferSize = EngineLimits.PipeControlBuffer };

    private static SignaledPath CreatePath(EngineContext context, PipeTransportCoreOptions options)
    {
        var keys = new SignaledKeys(context.Random, options.EnableSrtp ? SrtpCryptoSuite.AeadAes256Gcm : null);
        var sockets = new LocalSockets(context.Sockets);
        LocalSocket socket = options.Link is null ? sockets.Open(options.Listen, options.AnnouncedAddress) : sockets.OpenLink(options.Link);
        return new SignaledPath(sockets, socket, rtcpSocket: null, keys, new SignaledPathRules
        {
            CarriesSctp = options.Data.EnableSctp,
            WrapsSctp = options.Control is not null,
            MaxSrtpStreams = options.Control is null ? EngineLimits.MaxSrtpStreams : EngineLimits.MaxPipeSrtpStreams,
        });
    }
}
