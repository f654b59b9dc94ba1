using System.Net;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Transports;

/// <summary>A transport between two routers, which carries all streams of a producer (mediasoup's PipeTransport).</summary>
internal sealed class PipeTransportCore : SignaledTransportCore
{
    private readonly PipeTransportCoreOptions _options;
    private readonly LocalSocket _socket;

    /// <exception cref="SocketBindException">The listen address cannot be bound.</exception>
    public PipeTransportCore(ITransportRouter router, EngineContext context, PipeTransportCoreOptions options)
        : base(router, context, TransportType.Pipe, options.Id, options.Data, options.EnableSrtp ? SrtpCryptoSuite.AeadAes256Gcm : null)
    {
        _options = options;
        _socket = options.Link is null ? OpenSocket(options.Listen, options.AnnouncedAddress) : OpenLink(options.Link);
    }

    public TransportTupleInfo Tuple => Describe(_socket, Path);

    /// <summary>Sets where the other router is and its SRTP key. Once.</summary>
    /// <exception cref="MediasoupException">Called a second time.</exception>
    /// <exception cref="MediasoupTypeException">A parameter is missing or must not be there.</exception>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    public void Connect(Timestamp now, IPAddress? ip, int? port, SrtpParameters? srtpParameters, IDatagramSink sink)
    {
        ThrowIfClosed();
        if (!IsConnectCalled && (ip is null || port is null))
        {
            throw new MediasoupTypeException(ip is null ? "missing ip" : "missing port");
        }

        if (srtpParameters is not null && srtpParameters.CryptoSuite != SrtpCryptoSuite.AeadAes256Gcm)
        {
            throw new MediasoupTypeException("invalid srtpParameters.cryptoSuite");
        }

        BeginConnect(srtpParameters);
        Path = new TransportTuple(_socket.Id, TransportProtocol.Udp, NetworkAddress.From(ip!, port!.Value));
        SetConnected(now, isConnected: true, sink);
    }

    public override TransportDump Dump() =>
        WithBase(new PipeTransportDump { Tuple = Tuple, Rtx = _options.EnableRtx, SrtpParameters = SrtpParameters });

    public override TransportStats GetStats(Timestamp now) => WithBase(new PipeTransportStats { Tuple = Tuple }, now);

    protected override bool CanAccept(in TransportTuple tuple, bool isRtcp) => Path == tuple;

    protected override bool TryAcceptRtp(Timestamp now, in TransportTuple tuple, IDatagramSink sink) => true;

    protected override bool TryAcceptRtcp(Timestamp now, in TransportTuple tuple, IDatagramSink sink) => true;
}
