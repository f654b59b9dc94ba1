using Microsoft.Extensions.Logging;
using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen;

/// <summary>A source of audio or video that a peer sends to a router (mediasoup Producer).</summary>
/// <remarks>All members may be used from any thread.</remarks>
public sealed class Producer : EventEmitter, IEngineEventTarget, IDisposable, IAsyncDisposable
{
    private readonly Transport _transport;
    private readonly TransportCore _transportCore;
    private readonly ProducerCore _core;
    private readonly RtpParameters _rtpParameters;
    private readonly ComponentLog _log;
    private readonly ObjectLife _life;
    private readonly PauseState _pause;
    private volatile IReadOnlyList<ProducerScore> _score = [];

    internal Producer(
        Transport transport,
        TransportCore transportCore,
        ProducerCore core,
        RtpParameters rtpParameters,
        RtpParameters consumableRtpParameters,
        Dictionary<string, object?>? appData,
        ILoggerFactory? loggerFactory)
        : base(transport.Dispatcher)
    {
        _transport = transport;
        _transportCore = transportCore;
        _core = core;
        _rtpParameters = rtpParameters;
        _log = new ComponentLog(loggerFactory, "Producer");
        ConsumableRtpParameters = consumableRtpParameters;
        Observer = new ProducerObserver(Dispatcher);
        _life = new ObjectLife(transport.Channel, Id, _log, appData);
        _pause = new PauseState(_life, Observer.RaisePause, Observer.RaiseResume, core.Options.Paused);
    }

    /// <summary>The transport was closed, and the producer with it (mediasoup <c>transportclose</c>).</summary>
    public event Action? OnTransportClose;

    /// <summary>The scores changed (mediasoup <c>score</c>).</summary>
    public event Action<IReadOnlyList<ProducerScore>>? OnScore;

    /// <summary>The camera was turned; only if the peer sends the header extension for it (mediasoup <c>videoorientationchange</c>).</summary>
    public event Action<ProducerVideoOrientation>? OnVideoOrientationChange;

    /// <summary>
    /// Consumers want more layers of this video, or have wanted fewer for five seconds; −1 for none. The sender need not encode the others: an application
    /// can pass that on to its client, which deactivates encodings or calls <c>setMaxSpatialLayer</c>. What is sent anyway does no harm.
    /// </summary>
    public event Action<ProducerLayersWanted>? OnLayersWanted;

    /// <summary>Something happened that is traced (mediasoup <c>trace</c>).</summary>
    public event Action<ProducerTrace>? OnTrace;

    /// <summary>A stream arrives that names neither an announced SSRC nor a RID; raised only by producers that were asked to report it.</summary>
    internal event Action<uint>? UnnamedStream;

    /// <summary>The id that was given, else a random UUID.</summary>
    public string Id => _core.Id;

    /// <summary>Whether the producer is closed.</summary>
    public bool Closed => _life.IsClosed;

    /// <summary>Audio or video.</summary>
    public MediaKind Kind => _core.Kind;

    /// <summary>What the peer sends. A new copy each time.</summary>
    public RtpParameters RtpParameters => _rtpParameters.Clone();

    /// <summary>How its streams are made.</summary>
    public ProducerType Type => _core.Type;

    /// <summary>Whether the producer is paused.</summary>
    public bool Paused => _pause.IsPaused;

    /// <summary>The scores of its streams; empty until something arrives.</summary>
    public IReadOnlyList<ProducerScore> Score => _score;

    /// <summary>Reports what happens, for monitoring.</summary>
    public ProducerObserver Observer { get; }

    /// <summary>The application's own data.</summary>
    /// <exception cref="MediasoupTypeException">Set to null.</exception>
    public Dictionary<string, object?> AppData
    {
        get => _life.AppData;
        set => _life.AppData = value;
    }

    /// <summary>What it was made on.</summary>
    internal Transport Transport => _transport;

    /// <summary>What consumers are offered; shared, never changed.</summary>
    internal RtpParameters ConsumableRtpParameters { get; }

    internal ConsumerType ConsumerType => Type switch
    {
        ProducerType.Simulcast => ConsumerType.Simulcast,
        ProducerType.Svc => ConsumerType.Svc,
        _ => ConsumerType.Simple,
    };

    /// <summary>Gets the state of the producer.</summary>
    /// <returns>The state.</returns>
    /// <exception cref="NotFoundException">The producer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<ProducerDump> DumpAsync() =>
        await Request((core, _, _) => core.Dump()).ConfigureAwait(false);

    /// <summary>Gets the statistics of the received streams.</summary>
    /// <returns>One entry for each stream that has sent something.</returns>
    /// <exception cref="NotFoundException">The producer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<IReadOnlyList<InboundRtpStats>> GetStatsAsync() =>
        await Request((core, now, _) => core.GetStats(now)).ConfigureAwait(false);

    /// <summary>Stops its media in the router. Consumers are notified.</summary>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="NotFoundException">The producer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task PauseAsync()
    {
        _log.Debug("pause()");
        await Request(
            (core, _, _) =>
            {
                core.Pause();
                return true;
            },
            _pause.Set).ConfigureAwait(false);
    }

    /// <summary>Lets its media flow again. Consumers are notified.</summary>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="NotFoundException">The producer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task ResumeAsync()
    {
        _log.Debug("resume()");
        await Request(
            (core, now, sink) =>
            {
                core.Resume(now, sink);
                return false;
            },
            _pause.Set).ConfigureAwait(false);
    }

    /// <summary>Selects what <see cref="OnTrace"/> reports, and replaces the selection before.</summary>
    /// <param name="types">What is traced; unknown values are ignored, null or empty for nothing.</param>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="NotFoundException">The producer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task EnableTraceEventAsync(params IEnumerable<ProducerTraceEventType>? types)
    {
        ProducerTraceEventType[] known = Check.Known(types);
        await Request((core, _, _) => core.TraceEventTypes = known).ConfigureAwait(false);
    }

    /// <summary>Sends an RTP packet. Only on a DirectTransport; elsewhere it does nothing.</summary>
    /// <param name="rtpPacket">The packet, which is copied; one of more than 2048 bytes, or that is no RTP, is dropped.</param>
    public void Send(ReadOnlySpan<byte> rtpPacket)
    {
        if (!Closed && _transportCore is DirectTransportCore transport)
        {
            byte[] copy = rtpPacket.ToArray();
            _transport.Channel.Send((now, sink) => transport.HandleProducerRtp(now, _core, copy, sink));
        }
    }

    /// <summary>Closes the producer and its consumers, which raise <see cref="Consumer.OnProducerClose"/>. Does nothing the second time.</summary>
    public void Close() => _life.Close(
        MarkRemoved,
        () => _transport.Channel.Send((now, sink) => _transportCore.Media.CloseProducer(now, _core, sink)));

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>Closes the producer and waits until its events have been raised.</summary>
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
            case ProducerScoreEvent score:
                _score = score.Scores;
                Raise("score", OnScore, score.Scores);
                Observer.RaiseScore(score.Scores);
                break;
            case ProducerVideoOrientationEvent orientation:
                Raise("videoorientationchange", OnVideoOrientationChange, orientation.Orientation);
                Observer.RaiseVideoOrientationChange(orientation.Orientation);
                break;
            case ProducerLayersWantedEvent wanted:
                Raise("layerswanted", OnLayersWanted, wanted.Layers);
                break;
            case ProducerUnnamedStreamEvent unnamed:
                Raise("unnamedstream", UnnamedStream, unnamed.Ssrc);
                break;
            case ProducerPausedEvent paused:
                _pause.Set(paused.IsPaused);
                break;
            case ProducerClosedEvent:
                HandleClosed();
                break;
            case ProducerTraceEvent trace:
                Raise("trace", OnTrace, trace.Trace);
                Observer.RaiseTrace(trace.Trace);
                break;
            default:
                break;
        }
    }

    /// <summary>With the gate held: marks it as closed and notes the events of that in their order.</summary>
    internal void MarkClosed(List<Action> raises, bool isTransportClosed)
    {
        _life.MarkClosed();
        if (isTransportClosed)
        {
            raises.Add(() => Raise("transportclose", OnTransportClose));
        }

        raises.Add(Observer.RaiseClose);
    }

    /// <summary>The engine has closed it, with its original at the other end of a pipe.</summary>
    private void HandleClosed() => _life.Close(MarkRemoved);

    /// <summary>With the gate held: closed while its transport lives on.</summary>
    private void MarkRemoved(List<Action> raises)
    {
        MarkClosed(raises, isTransportClosed: false);
        _transport.Media.Remove(this);
    }

    /// <summary>On the worker's thread.</summary>
    internal ProducerCore Alive() => _core.IsClosed ? throw new NotFoundException($"Producer not found [producerId:{Id}]") : _core;

    private Task<T> Request<T>(Func<ProducerCore, Timestamp, IDatagramSink, T> command, Func<T, T>? onAnswer = null) =>
        _transport.Channel.RequestAsync(
            (now, sink) => command(
                Alive(), now, sink),
            onAnswer ?? (static answer => answer));
}
