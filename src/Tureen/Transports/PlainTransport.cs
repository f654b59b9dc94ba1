using System.Net;
using Tureen.Engine.Events;
using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen;

/// <summary>A transport of plain RTP or SRTP, for ffmpeg, GStreamer and the like (mediasoup PlainTransport).</summary>
public sealed class PlainTransport : SctpTransport
{
    private volatile TransportTupleInfo _tuple;
    private volatile TransportTupleInfo? _rtcpTuple;
    private volatile SrtpParameters? _srtpParameters;

    internal PlainTransport(Router router, PlainTransportData data, Dictionary<string, object?>? appData)
        : base(router, data.Core, new PlainTransportObserver(router.Channel.Dispatcher), "PlainTransport", appData)
    {
        _tuple = data.Tuple;
        _rtcpTuple = data.RtcpTuple;
        _srtpParameters = data.SrtpParameters;
    }

    /// <summary>The address of the peer was found by its packets (mediasoup <c>tuple</c>).</summary>
    public event Action<TransportTupleInfo>? OnTuple;

    /// <summary>The address of the peer for RTCP was found by its packets (mediasoup <c>rtcptuple</c>).</summary>
    public event Action<TransportTupleInfo>? OnRtcpTuple;

    /// <inheritdoc/>
    public override TransportType Type => TransportType.Plain;

    /// <summary>Reports what happens, for monitoring.</summary>
    public new PlainTransportObserver Observer => (PlainTransportObserver)base.Observer;

    /// <summary>The path of RTP; without a remote end until it is known.</summary>
    public TransportTupleInfo Tuple => _tuple;

    /// <summary>The path of RTCP; null when it goes with RTP.</summary>
    public TransportTupleInfo? RtcpTuple => _rtcpTuple;

    /// <summary>The local SRTP parameters; null without SRTP. A new copy each time.</summary>
    public SrtpParameters? SrtpParameters => _srtpParameters?.Clone();

    private new PlainTransportCore Core => (PlainTransportCore)base.Core;

    /// <summary>Gives the transport the address of its peer. Can be called once.</summary>
    /// <param name="options">Its address and its SRTP key, as far as they are needed.</param>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="MediasoupTypeException">An option is missing, wrong, or must not be given; another attempt is allowed.</exception>
    /// <exception cref="MediasoupException">It was called before.</exception>
    /// <exception cref="NotFoundException">The transport is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task ConnectAsync(PlainTransportConnectOptions? options = null)
    {
        Log.Debug("connect()");
        options ??= new PlainTransportConnectOptions();
        IPAddress? ip = ListenInfoCheck.RemoteIp(options.Ip);
        Check.RemotePort(options.Port, "port");
        Check.RemotePort(options.RtcpPort, "rtcpPort");
        SrtpParameters? srtp = options.SrtpParameters?.Clone();
        await Channel.RequestAsync(
            (now, sink) =>
            {
                Alive();
                Core.Connect(now, ip, options.Port, options.RtcpPort, srtp, !options.ConfirmRemote, sink);
                return PlainTransportData.Read(Core);
            },
            data =>
            {
                _tuple = data.Tuple;
                _rtcpTuple = data.RtcpTuple;
                _srtpParameters = data.SrtpParameters;
                return true;
            }).ConfigureAwait(false);
    }

    /// <inheritdoc cref="Transport.DumpAsync"/>
    public new async Task<PlainTransportDump> DumpAsync() =>
        (PlainTransportDump)await base.DumpAsync().ConfigureAwait(false);

    /// <inheritdoc cref="Transport.GetStatsAsync"/>
    public new async Task<IReadOnlyList<PlainTransportStats>> GetStatsAsync() =>
        [.. (await base.GetStatsAsync().ConfigureAwait(false)).Cast<PlainTransportStats>()];

    private protected override void HandleEngineEvent(EngineEvent engineEvent)
    {
        switch (engineEvent)
        {
            case PlainTupleEvent { IsRtcp: false } found:
                _tuple = found.Tuple;
                Raise("tuple", OnTuple, found.Tuple);
                Observer.RaiseTuple(found.Tuple);
                break;
            case PlainTupleEvent found:
                _rtcpTuple = found.Tuple;
                Raise("rtcptuple", OnRtcpTuple, found.Tuple);
                Observer.RaiseRtcpTuple(found.Tuple);
                break;
            default:
                base.HandleEngineEvent(engineEvent);
                break;
        }
    }
}
