using Tureen.Engine.Forwarding;
using Tureen.Engine.Transports;

namespace Tureen;

/// <summary>A way between a router and an endpoint, which carries producers and consumers (mediasoup Transport).</summary>
/// <remarks>All members may be used from any thread.</remarks>
public abstract partial class Transport : EventEmitter, IEngineEventTarget, IDisposable, IAsyncDisposable
{
    private readonly HashSet<Producer> _producers = [];
    private readonly HashSet<Consumer> _consumers = [];
    private readonly HashSet<DataProducer> _dataProducers = [];
    private readonly HashSet<DataConsumer> _dataConsumers = [];
    private Dictionary<string, object?> _appData;
    private volatile bool _closed;

    private protected Transport(
        Router router,
        TransportCore core,
        TransportObserver observer,
        string component,
        Dictionary<string, object?>? appData)
        : base(router.Channel.Dispatcher)
    {
        Router = router;
        Core = core;
        Observer = observer;
        Log = new ComponentLog(router.LoggerFactory, component);
        _appData = appData ?? [];
    }

    /// <summary>The router was closed, and the transport with it (mediasoup <c>routerclose</c>).</summary>
    public event Action? OnRouterClose;

    /// <summary>Something happened that is traced (mediasoup <c>trace</c>).</summary>
    public event Action<TransportTrace>? OnTrace;

    /// <summary>A random UUID.</summary>
    public string Id => Core.Id;

    /// <summary>Whether the transport is closed.</summary>
    public bool Closed => _closed;

    /// <summary>The kind of the transport.</summary>
    public abstract TransportType Type { get; }

    /// <summary>Reports what happens, for monitoring.</summary>
    public TransportObserver Observer { get; }

    /// <summary>The application's own data.</summary>
    /// <exception cref="MediasoupTypeException">Set to null.</exception>
    public Dictionary<string, object?> AppData
    {
        get => _appData;
        set => _appData = Check.AppData(value);
    }

    internal WorkerChannel Channel => Router.Channel;

    private protected Router Router { get; }

    private protected TransportCore Core { get; }

    private protected ComponentLog Log { get; }

    /// <summary>Gets the state of the transport.</summary>
    /// <returns>The state.</returns>
    /// <exception cref="NotFoundException">The transport is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<TransportDump> DumpAsync() =>
        await Channel.RequestAsync((_, _) => Alive().Dump()).ConfigureAwait(false);

    /// <summary>Gets the statistics of the transport.</summary>
    /// <returns>A list of exactly one entry.</returns>
    /// <exception cref="NotFoundException">The transport is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<IReadOnlyList<TransportStats>> GetStatsAsync() =>
        [await Channel.RequestAsync((now, _) => Alive().GetStats(now)).ConfigureAwait(false)];

    /// <summary>Limits what the peer may send. Only peers that support REMB obey.</summary>
    /// <param name="bitrate">Bits per second; 0 for no limit.</param>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="MediasoupTypeException">The bitrate is negative.</exception>
    /// <exception cref="NotFoundException">The transport is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public virtual async Task SetMaxIncomingBitrateAsync(long bitrate)
    {
        Check.That(bitrate is >= 0 and <= uint.MaxValue, "invalid bitrate");
        await Command((core, now, sink) => core.SetMaxIncomingBitrate(now, bitrate, sink)).ConfigureAwait(false);
    }

    /// <summary>Sets the upper limit of the bandwidth estimate towards the peer.</summary>
    /// <param name="bitrate">Bits per second, at least 30000 and not less than the lower limit; 0 for no limit.</param>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="MediasoupTypeException">The bitrate is out of range.</exception>
    /// <exception cref="NotFoundException">The transport is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public virtual async Task SetMaxOutgoingBitrateAsync(long bitrate)
    {
        Check.That(bitrate is >= 0 and <= uint.MaxValue, "invalid bitrate");
        await Command((core, now, sink) => core.SetMaxOutgoingBitrate(now, bitrate, sink)).ConfigureAwait(false);
    }

    /// <summary>Sets the lower limit of the bandwidth estimate towards the peer.</summary>
    /// <param name="bitrate">Bits per second, at least 30000 and not more than the upper limit; 0 for no limit.</param>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="MediasoupTypeException">The bitrate is out of range.</exception>
    /// <exception cref="NotFoundException">The transport is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public virtual async Task SetMinOutgoingBitrateAsync(long bitrate)
    {
        Check.That(bitrate is >= 0 and <= uint.MaxValue, "invalid bitrate");
        await Command((core, now, sink) => core.SetMinOutgoingBitrate(now, bitrate, sink)).ConfigureAwait(false);
    }

    /// <summary>Selects what <see cref="OnTrace"/> reports, and replaces the selection before.</summary>
    /// <param name="types">What is traced; unknown values are ignored, null or empty for nothing.</param>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="NotFoundException">The transport is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task EnableTraceEventAsync(params IEnumerable<TransportTraceEventType>? types)
    {
        TransportTraceEventType[] known = Check.Known(types);
        await Command((core, _, _) => core.TraceEventTypes = known).ConfigureAwait(false);
    }

    /// <summary>Closes the transport and all that it carries. Does nothing the second time.</summary>
    public void Close()
    {
        List<Action> raises = [];
        lock (Channel.Gate)
        {
            if (_closed)
            {
                return;
            }

            MarkClosed(raises, isRouterClosed: false);
            Router.Remove(this);
        }

        Log.Debug("close()");
        Channel.Send(Core.Close);
        Dispatcher.PostEvents(raises);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the transport and waits until its events have been raised.</summary>
    /// <returns>Completes when the events have been raised.</returns>
    public async ValueTask DisposeAsync()
    {
        Close();
        GC.SuppressFinalize(this);
        await Dispatcher.FlushAsync().ConfigureAwait(false);
    }

    void IEngineEventTarget.HandleEngineEvent(EngineEvent engineEvent)
    {
        if (!_closed)
        {
            HandleEngineEvent(engineEvent);
        }
    }

    /// <summary>With the gate held: marks all as closed and notes the events of that in their order.</summary>
    internal void MarkClosed(List<Action> raises, bool isRouterClosed)
    {
        _closed = true;
        foreach (Producer producer in _producers)
        {
            Router.Remove(producer);
            producer.MarkClosed(raises, isTransportClosed: true);
        }

        foreach (Consumer consumer in _consumers)
        {
            consumer.MarkClosed(raises, isTransportClosed: true, isProducerClosed: false);
        }

        foreach (DataProducer dataProducer in _dataProducers)
        {
            Router.Remove(dataProducer);
            dataProducer.MarkClosed(raises, isTransportClosed: true);
        }

        foreach (DataConsumer dataConsumer in _dataConsumers)
        {
            dataConsumer.MarkClosed(raises, isTransportClosed: true, isDataProducerClosed: false);
        }

        _producers.Clear();
        _consumers.Clear();
        _dataProducers.Clear();
        _dataConsumers.Clear();
        Channel.Unregister(Id);
        OnMarkedClosed();
        OnClosing(raises);
        if (isRouterClosed)
        {
            raises.Add(() => Raise("routerclose", OnRouterClose));
        }

        raises.Add(Observer.RaiseClose);
    }

    /// <summary>With the gate held.</summary>
    internal void Remove(Producer producer)
    {
        _producers.Remove(producer);
        Router.Remove(producer);
    }

    /// <summary>With the gate held.</summary>
    internal void Remove(Consumer consumer) => _consumers.Remove(consumer);

    /// <summary>With the gate held.</summary>
    internal void Remove(DataProducer dataProducer)
    {
        _dataProducers.Remove(dataProducer);
        Router.Remove(dataProducer);
    }

    /// <summary>With the gate held.</summary>
    internal void Remove(DataConsumer dataConsumer)
    {
        _dataConsumers.Remove(dataConsumer);
        _streamIds.Free(dataConsumer.StreamId);
    }

    private protected virtual void HandleEngineEvent(EngineEvent engineEvent)
    {
        if (engineEvent is TransportTraceEvent { Trace: var trace })
        {
            Raise("trace", OnTrace, trace);
            Observer.RaiseTrace(trace);
        }
        else if (engineEvent is TransportFailedEvent)
        {
            HandleFailed();
        }
    }

    /// <summary>The engine has closed the transport because its packets caused too many failures.</summary>
    private void HandleFailed()
    {
        List<Action> raises = [];
        lock (Channel.Gate)
        {
            if (_closed)
            {
                return;
            }

            MarkClosed(raises, isRouterClosed: false);
            Router.Remove(this);
        }

        Log.Error($"closed, because its packets made the worker fail too often [transportId:{Id}]");
        Dispatcher.PostEvents(raises);
    }

    /// <summary>With the gate held: events of others that follow from its being closed.</summary>
    private protected virtual void OnClosing(List<Action> raises)
    {
    }

    /// <summary>With the gate held: the states that follow from being closed.</summary>
    private protected virtual void OnMarkedClosed()
    {
    }

    /// <summary>On the worker's thread.</summary>
    private protected TransportCore Alive() =>
        Core.IsClosed ? throw new NotFoundException($"Transport not found [transportId:{Id}]") : Core;
}
