using Microsoft.Extensions.Logging;
using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen;

/// <summary>What a router sends to a peer of one producer (mediasoup Consumer).</summary>
/// <remarks>All members may be used from any thread.</remarks>
public sealed partial class Consumer : EventEmitter, IEngineEventTarget, IDisposable, IAsyncDisposable
{
    private readonly Transport _transport;
    private readonly TransportCore _transportCore;
    private readonly ConsumerCore _core;
    private readonly ComponentLog _log;
    private readonly ObjectLife _life;
    private readonly PauseState _pause;
    private volatile ConsumerScore _score;
    private volatile ConsumerLayers? _preferredLayers;
    private volatile ConsumerLayers? _currentLayers;
    private volatile int _priority = 1;

    internal Consumer(
        Transport transport,
        TransportCore transportCore,
        ConsumerData data,
        Dictionary<string, object?>? appData,
        ILoggerFactory? loggerFactory)
        : base(transport.Dispatcher)
    {
        _transport = transport;
        _transportCore = transportCore;
        _core = data.Core;
        _log = new ComponentLog(loggerFactory, "Consumer");
        _score = data.Score;
        _preferredLayers = data.PreferredLayers;
        Observer = new ConsumerObserver(Dispatcher);
        _life = new ObjectLife(transport.Channel, Id, _log, appData);
        _pause = new PauseState(_life, Observer.RaisePause, Observer.RaiseResume, data.Paused, data.ProducerPaused);
    }

    /// <summary>The transport was closed, and the consumer with it (mediasoup <c>transportclose</c>).</summary>
    public event Action? OnTransportClose;

    /// <summary>The producer was closed, and the consumer with it (mediasoup <c>producerclose</c>).</summary>
    public event Action? OnProducerClose;

    /// <summary>The producer was paused (mediasoup <c>producerpause</c>).</summary>
    public event Action? OnProducerPause;

    /// <summary>The producer was resumed (mediasoup <c>producerresume</c>).</summary>
    public event Action? OnProducerResume;

    /// <summary>The scores changed (mediasoup <c>score</c>).</summary>
    public event Action<ConsumerScore>? OnScore;

    /// <summary>Other layers are sent; null when none are (mediasoup <c>layerschange</c>).</summary>
    public event Action<ConsumerLayers?>? OnLayersChange;

    /// <summary>Something happened that is traced (mediasoup <c>trace</c>).</summary>
    public event Action<ConsumerTrace>? OnTrace;

    /// <summary>
    /// The router sends an RTP packet; on a DirectTransport only (mediasoup <c>rtp</c>). If handlers are so slow that 64 MiB wait, more
    /// are dropped, with an error in the log.
    /// </summary>
    public event Action<ReadOnlyMemory<byte>>? OnRtp;

    /// <summary>
    /// The producer sends media, but for 5 seconds the consumer has forwarded none, because no key frame came to begin with. It goes on
    /// without one where that may help, and raises this once until it can begin (no mediasoup counterpart).
    /// </summary>
    public event Action<MediaWithheldReason>? OnMediaWithheld;

    /// <summary>The first packet was sent; raised only by consumers that were asked to report it.</summary>
    internal event Action? Started;

    /// <summary>A random UUID.</summary>
    public string Id => _core.Id;

    /// <summary>The id of the producer.</summary>
    public string ProducerId => _core.Producer.Id;

    /// <summary>Whether the consumer is closed.</summary>
    public bool Closed => _life.IsClosed;

    /// <summary>Audio or video.</summary>
    public MediaKind Kind => _core.Kind;

    /// <summary>What the peer receives. A new copy each time.</summary>
    public RtpParameters RtpParameters => (_core.Options.ReceiverNumbers?.RtpParameters ?? _core.Options.RtpParameters).Clone();

    /// <summary>How the consumer carries its media.</summary>
    public ConsumerType Type => _core.Options.Type;

    /// <summary>Whether the consumer itself is paused.</summary>
    public bool Paused => _pause.IsPaused;

    /// <summary>Whether the producer is paused.</summary>
    public bool ProducerPaused => _pause.IsSourcePaused;

    /// <summary>Its share in the bandwidth of its transport, 1 to 255.</summary>
    public int Priority => _priority;

    /// <summary>The scores of the consumer and its producer.</summary>
    public ConsumerScore Score => _score;

    /// <summary>The layers to send at most; null without layers.</summary>
    public ConsumerLayers? PreferredLayers => _preferredLayers;

    /// <summary>The layers that are sent; null without layers and while nothing is sent.</summary>
    public ConsumerLayers? CurrentLayers => _currentLayers;

    /// <summary>Reports what happens, for monitoring.</summary>
    public ConsumerObserver Observer { get; }

    /// <summary>The application's own data.</summary>
    /// <exception cref="MediasoupTypeException">Set to null.</exception>
    public Dictionary<string, object?> AppData
    {
        get => _life.AppData;
        set => _life.AppData = value;
    }

    /// <summary>Closes the consumer. Does nothing the second time.</summary>
    public void Close() => _life.Close(
        raises =>
        {
            MarkClosed(raises, isTransportClosed: false, isProducerClosed: false);
            _transport.Media.Remove(this);
        },
        () => _transport.Channel.Send((_, _) => _transportCore.Media.CloseConsumer(_core)));

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>Closes the consumer and waits until its events have been raised.</summary>
    /// <returns>Completes when the events have been raised.</returns>
    public ValueTask DisposeAsync()
    {
        Close();
        return new ValueTask(Dispatcher.FlushAsync());
    }

    void IEngineEventTarget.HandleEngineEvent(EngineEvent engineEvent)
    {
        if (Closed)
        {
            return;
        }

        switch (engineEvent)
        {
            case ConsumerRtpEvent rtp:
                Raise("rtp", OnRtp, rtp.Packet);
                break;
            case ConsumerScoreEvent score:
                _score = score.Score;
                Raise("score", OnScore, score.Score);
                Observer.RaiseScore(score.Score);
                break;
            case ConsumerLayersEvent layers:
                _currentLayers = layers.Layers;
                Raise("layerschange", OnLayersChange, layers.Layers);
                Observer.RaiseLayersChange(layers.Layers);
                break;
            case ConsumerProducerPausedEvent paused:
                HandleProducerPaused(paused.IsPaused);
                break;
            case ConsumerProducerClosedEvent:
                HandleProducerClosed();
                break;
            case ConsumerMediaWithheldEvent withheld:
                Raise("mediawithheld", OnMediaWithheld, withheld.Reason);
                break;
            case ConsumerStartedEvent:
                Raise("started", Started);
                break;
            case ConsumerTraceEvent trace:
                Raise("trace", OnTrace, trace.Trace);
                Observer.RaiseTrace(trace.Trace);
                break;
            default:
                break;
        }
    }

    /// <summary>With the gate held: marks it as closed and notes the events of that in their order.</summary>
    internal void MarkClosed(List<Action> raises, bool isTransportClosed, bool isProducerClosed)
    {
        _life.MarkClosed();
        if (isTransportClosed)
        {
            raises.Add(() => Raise("transportclose", OnTransportClose));
        }

        if (isProducerClosed)
        {
            raises.Add(() => Raise("producerclose", OnProducerClose));
        }

        raises.Add(Observer.RaiseClose);
    }

    private void HandleProducerPaused(bool isPaused) => _pause.SetSource(
        isPaused,
        () => Raise(isPaused ? "producerpause" : "producerresume", isPaused ? OnProducerPause : OnProducerResume));

    private void HandleProducerClosed()
    {
        if (_life.TryClose(MarkProducerClosed, out List<Action> raises))
        {
            raises.ForEach(static raise => raise());
        }
    }

    private void MarkProducerClosed(List<Action> raises)
    {
        MarkClosed(raises, isTransportClosed: false, isProducerClosed: true);
        _transport.Media.Remove(this);
    }
}
