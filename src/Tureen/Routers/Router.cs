using Microsoft.Extensions.Logging;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Routing;
using Tureen.Ortc;

namespace Tureen;

/// <summary>Transports whose producers can be consumed by each other, such as those of one room (mediasoup Router).</summary>
/// <remarks>All members may be used from any thread.</remarks>
public sealed partial class Router : EventEmitter, IDisposable, IAsyncDisposable
{
    private readonly Worker _worker;
    private readonly RouterCore _core;
    private readonly ILoggerFactory? _loggerFactory;
    private readonly ComponentLog _log;
    private readonly ObjectLife _life;
    private RtpCapabilities _rtpCapabilities;

    internal Router(
        Worker worker,
        RouterCore core,
        RtpCapabilities rtpCapabilities,
        Dictionary<string, object?>? appData,
        ILoggerFactory? loggerFactory)
        : base(worker.Channel.Dispatcher)
    {
        _worker = worker;
        _core = core;
        _rtpCapabilities = rtpCapabilities;
        _loggerFactory = loggerFactory;
        _log = new ComponentLog(loggerFactory, "Router");
        Observer = new RouterObserver(Dispatcher);
        Objects = new RouterObjects(this);
        Pipes = new RouterPipes(this);
        _life = new ObjectLife(Channel, Id, _log, appData);
    }

    /// <summary>The worker was closed or died, and the router with it (mediasoup <c>workerclose</c>).</summary>
    public event Action? OnWorkerClose;

    /// <summary>A random UUID.</summary>
    public string Id => _core.Id;

    /// <summary>Whether the router is closed.</summary>
    public bool Closed => _life.IsClosed;

    /// <summary>What endpoints can send and receive through the router; load devices with it. A new copy each time.</summary>
    public RtpCapabilities RtpCapabilities => Volatile.Read(ref _rtpCapabilities).Clone();

    /// <summary>Reports what happens, for monitoring.</summary>
    public RouterObserver Observer { get; }

    /// <summary>The application's own data.</summary>
    /// <exception cref="MediasoupTypeException">Set to null.</exception>
    public Dictionary<string, object?> AppData
    {
        get => _life.AppData;
        set => _life.AppData = value;
    }

    internal WorkerChannel Channel => _worker.Channel;

    internal RouterCore Core => _core;

    internal RouterObjects Objects { get; }

    /// <summary>The header extension ids of what it forwards.</summary>
    internal RouterExtensionIds ExtensionIds { get; init; } = RouterExtensionIds.Default;

    /// <summary>Whether its capabilities were given to it, with other numbers than mediasoup v3's.</summary>
    internal bool HasOwnTable => ExtensionIds != RouterExtensionIds.Default;

    internal ILoggerFactory? LoggerFactory => _loggerFactory;

    /// <summary>Determines whether an endpoint can consume a producer of this router.</summary>
    /// <param name="producerId">The id of the producer.</param>
    /// <param name="rtpCapabilities">What the endpoint can receive.</param>
    /// <returns>False also when there is no such producer or the capabilities are invalid. Never throws.</returns>
    public bool CanConsume(string producerId, RtpCapabilities rtpCapabilities)
    {
        Producer? producer = producerId is null ? null : Objects.FindProducer(producerId);
        if (producer is null || rtpCapabilities is null)
        {
            _log.Error($"canConsume() | Producer with id \"{producerId}\" not found or no capabilities");
            return false;
        }

        try
        {
            RtpCapabilities remote = rtpCapabilities.Clone();
            RtpValidation.Validate(remote);
            return ConsumerNegotiation.CanConsume(producer.ConsumableRtpParameters, remote);
        }
        catch (Exception error)
        {
            _log.Error("canConsume() | unexpected error", error);
            return false;
        }
    }

    /// <summary>Replaces the codecs. Producers and consumers that exist are not affected.</summary>
    /// <param name="mediaCodecs">The codecs; they are copied.</param>
    /// <exception cref="MediasoupTypeException">A codec is invalid.</exception>
    /// <exception cref="UnsupportedException">A codec is not supported.</exception>
    public void UpdateMediaCodecs(IReadOnlyList<RtpCodecCapability> mediaCodecs)
    {
        _log.Debug("updateMediaCodecs()");
        Volatile.Write(ref _rtpCapabilities, RouterCapabilities.Generate(mediaCodecs));
    }

    /// <summary>Gets the state of the router.</summary>
    /// <returns>The state.</returns>
    /// <exception cref="NotFoundException">The router is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<RouterDump> DumpAsync() =>
        await Channel.RequestAsync((_, _) => Alive().Dump()).ConfigureAwait(false);

    /// <summary>Closes the router, all its transports and its RTP observers. Does nothing the second time.</summary>
    public void Close() => _life.Close(
        raises =>
        {
            MarkClosed(raises, isWorkerClosed: false);
            _worker.Objects.Remove(this);
        },
        () => Channel.Send(_core.Close));

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>Closes the router and waits until its events have been raised.</summary>
    /// <returns>Completes when the events have been raised.</returns>
    public ValueTask DisposeAsync()
    {
        Close();
        return new ValueTask(Dispatcher.FlushAsync());
    }

    internal RtpCapabilities SharedRtpCapabilities() => Volatile.Read(ref _rtpCapabilities);

    /// <inheritdoc cref="ObjectLife.Adopt"/>
    internal T Adopt<T>(T child, string childId, Action<T> keep, Action<T> raise)
        where T : IEngineEventTarget => _life.Adopt(child, childId, keep, raise, "Router closed");

    /// <summary>With the gate held: marks all as closed and notes the events of that in their order.</summary>
    internal void MarkClosed(List<Action> raises, bool isWorkerClosed)
    {
        _life.MarkClosed();
        Objects.MarkClosed(raises);
        if (isWorkerClosed)
        {
            raises.Add(() => Raise("workerclose", OnWorkerClose));
        }

        raises.Add(Observer.RaiseClose);
    }

    /// <summary>On the worker's thread.</summary>
    private RouterCore Alive() => _core.IsClosed ? throw new NotFoundException($"Router not found [routerId:{Id}]") : _core;
}
