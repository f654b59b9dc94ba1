using System.Net;
using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;
using Tureen.Engine.Transports.Data;
using Tureen.Engine.Transports.Pipes;
using Tureen.Ortc;

namespace Tureen;

/// <summary>A transport between two routers, which may live in different processes (mediasoup PipeTransport).</summary>
public sealed class PipeTransport : SctpTransport
{
    private readonly bool _enableRtx;
    private volatile TransportTupleInfo _tuple;
    private volatile SrtpParameters? _srtpParameters;

    internal PipeTransport(Router router, PipeTransportData data, bool enableRtx, Dictionary<string, object?>? appData)
        : base(router, data.Core, new PipeTransportObserver(router.Channel.Dispatcher), "PipeTransport", appData)
    {
        _enableRtx = enableRtx;
        _tuple = data.Tuple;
        _srtpParameters = data.SrtpParameters;
        if (data.Core.Control is not null)
        {
            Data.Reserve(TransportData.ControlStreamId);
        }
    }

    /// <summary>The two ends of a pipe that keep each other's state have reached each other, parted, or learned something.</summary>
    internal event Action<EngineEvent>? PipeEvent;

    /// <inheritdoc/>
    public override TransportType Type => TransportType.Pipe;

    /// <summary>Reports what happens, for monitoring.</summary>
    public new PipeTransportObserver Observer => (PipeTransportObserver)base.Observer;

    /// <summary>The path between the routers; without a remote end until it is known.</summary>
    public TransportTupleInfo Tuple => _tuple;

    /// <summary>The local SRTP parameters; null without SRTP. A new copy each time.</summary>
    public SrtpParameters? SrtpParameters => _srtpParameters?.Clone();

    /// <summary>Keeps the state of both ends of a pipe; null where the application does.</summary>
    internal PipeControl? Control => Core.Control;

    private new PipeTransportCore Core => (PipeTransportCore)base.Core;

    /// <summary>Each producer keeps its own CNAME on its way to another router.</summary>
    internal override bool HasOneCname => false;

    /// <summary>Gives the transport the address of the other one. Can be called once.</summary>
    /// <param name="options">Its address and, with SRTP, its key.</param>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="MediasoupTypeException">An option is missing, wrong, or must not be given; another attempt is allowed.</exception>
    /// <exception cref="MediasoupException">It was called before.</exception>
    /// <exception cref="NotFoundException">The transport is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task ConnectAsync(PipeTransportConnectOptions options)
    {
        Log.Debug("connect()");
        Check.Given(options);
        IPAddress? ip = ListenInfoCheck.RemoteIp(options.Ip);
        Check.RemotePort(options.Port, "port");
        SrtpParameters? srtp = options.SrtpParameters?.Clone();
        await ConnectAsync((now, sink) => Core.Connect(now, ip, options.Port, srtp, sink)).ConfigureAwait(false);
    }

    /// <summary>Makes a consumer that carries all streams of a producer of this router to the other one.</summary>
    /// <param name="producerId">The id of the producer.</param>
    /// <param name="appData">The application's own data; empty unless set.</param>
    /// <returns>The consumer, of type pipe.</returns>
    /// <exception cref="MediasoupTypeException">The id is missing.</exception>
    /// <exception cref="NotFoundException">There is no such producer, or the transport is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public Task<Consumer> ConsumeAsync(string producerId, Dictionary<string, object?>? appData = null)
    {
        Log.Debug("consume()");
        (Producer producer, ConsumerCoreOptions options) = Resolve(producerId);
        return Media.ConsumeAsync(producer, options, appData);
    }

    /// <summary>Makes a consumer that follows the wishes of the other end.</summary>
    internal Task<Consumer> ConsumeForAsync(IFarEnd farEnd, string producerId)
    {
        (Producer producer, ConsumerCoreOptions options) = Resolve(producerId);
        return Media.ConsumeAsync(producer, options with { FarEnd = farEnd }, appData: null);
    }

    /// <summary>Connects to the other end of a pipe that keeps its state.</summary>
    internal Task ConnectAsync(Guid peer, TimeSpan peerTimeout, IPAddress ip, int port, SrtpParameters srtp) => ConnectAsync((now, sink) =>
    {
        Core.Connect(now, ip, port, srtp, sink);
        Control!.SetPeer(now, peer, peerTimeout, sink);
    });

    /// <inheritdoc cref="Transport.DumpAsync"/>
    public new async Task<PipeTransportDump> DumpAsync() =>
        (PipeTransportDump)await base.DumpAsync().ConfigureAwait(false);

    /// <inheritdoc cref="Transport.GetStatsAsync"/>
    public new async Task<IReadOnlyList<PipeTransportStats>> GetStatsAsync() =>
        [.. (await base.GetStatsAsync().ConfigureAwait(false)).Cast<PipeTransportStats>()];

    /// <summary>Like mediasoup's, which does not ask for the scores of the producer's streams.</summary>
    internal override ConsumerScore InitialScore(ConsumerScore score) => score with { ProducerScores = [] };

    /// <summary>Only the id of the options counts.</summary>
    private protected override (Producer Producer, ConsumerCoreOptions Core) Resolve(ConsumerOptions options) =>
        Resolve(Check.Given(options).ProducerId);

    private protected override void HandleEngineEvent(EngineEvent engineEvent)
    {
        switch (engineEvent)
        {
            case PipeEndedEvent ended:
                PipeEvent?.Invoke(ended);
                if (TryEnd())
                {
                    Log.Warn($"closed, because the pipe has ended: {ended.Reason} [transportId:{Id}]");
                }

                break;
            case PipeConnectedEvent or PipeSourceScoresEvent:
                PipeEvent?.Invoke(engineEvent);
                break;
            default:
                base.HandleEngineEvent(engineEvent);
                break;
        }
    }

    private Task<bool> ConnectAsync(Action<Timestamp, IDatagramSink> connect) => Channel.RequestAsync(
        (now, sink) =>
        {
            Alive();
            connect(now, sink);
            return PipeTransportData.Read(Core);
        },
        data =>
        {
            _tuple = data.Tuple;
            _srtpParameters = data.SrtpParameters;
            return true;
        });

    private (Producer Producer, ConsumerCoreOptions Core) Resolve(string producerId)
    {
        Producer producer = Media.FindProducer(producerId);
        RtpParameters consumable = producer.ConsumableRtpParameters;
        var core = new ConsumerCoreOptions
        {
            Id = Guid.NewGuid().ToString(),
            Kind = producer.Kind,
            Type = ConsumerType.Pipe,
            RtpParameters = ConsumerNegotiation.GetPipeConsumerRtpParameters(consumable, _enableRtx),
            ConsumableEncodings = consumable.Encodings,
        };
        return (producer, core);
    }
}
