using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;

namespace Tureen;

/// <summary>A way between a router and an endpoint, which carries producers and consumers (mediasoup Transport).</summary>
/// <remarks>All members may be used from any thread.</remarks>
public abstract partial class Transport : EventEmitter, IEngineEventTarget, IDisposable, IAsyncDisposable
{
    private readonly ObjectLife _life;

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
        Media = new TransportMediaObjects(this);
        Data = new TransportDataObjects(this);
        _life = new ObjectLife(Channel, Id, Log, appData);
    }

    /// <summary>The router was closed, and the transport with it (mediasoup <c>routerclose</c>).</summary>
    public event Action? OnRouterClose;

    /// <summary>Something happened that is traced (mediasoup <c>trace</c>).</summary>
    public event Action<TransportTrace>? OnTrace;

    /// <summary>A random UUID.</summary>
    public string Id => Core.Id;

    /// <summary>Whether the transport is closed.</summary>
    public bool Closed => _life.IsClosed;

    /// <summary>The kind of the transport.</summary>
    public abstract TransportType Type { get; }

    /// <summary>Reports what happens, for monitoring.</summary>
    public TransportObserver Observer { get; }

    /// <summary>The application's own data.</summary>
    /// <exception cref="MediasoupTypeException">Set to null.</exception>
    public Dictionary<string, object?> AppData
    {
        get => _life.AppData;
        set => _life.AppData = value;
    }

    internal WorkerChannel Channel => Router.Channel;

    internal Router Router { get; }

    internal TransportCore Core { get; }

    internal ComponentLog Log { get; }

    internal TransportMediaObjects Media { get; }

    internal TransportDataObjects Data { get; }

    /// <summary>All producers of the transport get one CNAME.</summary>
    internal virtual bool HasOneCname => true;

    /// <summary>Gets the state of the transport.</summary>
    /// <returns>The state.</returns>
    /// <exception cref="NotFoundException">The transport is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<TransportDump> DumpAsync() =>
        await Channel.RequestAsync((now, _) => Alive().Dump(now)).ConfigureAwait(false);

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
    public void Close() => _life.Close(MarkRemoved, () => Channel.Send(Core.Close));

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
        if (!Closed)
        {
            HandleEngineEvent(engineEvent);
        }
    }

    /// <summary>With the gate held: marks all as closed and notes the events of that in their order.</summary>
    internal void MarkClosed(List<Action> raises, bool isRouterClosed)
    {
        _life.MarkClosed();
        Media.MarkClosed(raises);
        Data.MarkClosed(raises);
        OnMarkedClosed();
        OnClosing(raises);
        if (isRouterClosed)
        {
            raises.Add(() => Raise("routerclose", OnRouterClose));
        }

        raises.Add(Observer.RaiseClose);
    }

    /// <inheritdoc cref="ObjectLife.Adopt"/>
    internal T Adopt<T>(T child, string childId, Action<T> keep, Action<T> raise)
        where T : IEngineEventTarget => _life.Adopt(child, childId, keep, raise, "Transport closed");

    /// <summary>The score that a new consumer reports until it changes.</summary>
    internal virtual ConsumerScore InitialScore(ConsumerScore score) => score;

    /// <summary>On the worker's thread.</summary>
    internal TransportCore Alive() =>
        Core.IsClosed ? throw new NotFoundException($"Transport not found [transportId:{Id}]") : Core;

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
        if (TryEnd())
        {
            Log.Error($"closed, because its packets made the worker fail too often [transportId:{Id}]");
        }
    }

    /// <summary>The engine has closed the transport: closes it for the application. False if it is closed already.</summary>
    private protected bool TryEnd()
    {
        bool isEnded = _life.TryClose(MarkRemoved, out List<Action> raises);
        Dispatcher.PostEvents(raises);
        return isEnded;
    }

    /// <summary>With the gate held: closed while its router lives on.</summary>
    private void MarkRemoved(List<Action> raises)
    {
        MarkClosed(raises, isRouterClosed: false);
        Router.Objects.Remove(this);
    }

    /// <summary>With the gate held: events of others that follow from its being closed.</summary>
    private protected virtual void OnClosing(List<Action> raises)
    {
    }

    /// <summary>With the gate held: the states that follow from being closed.</summary>
    private protected virtual void OnMarkedClosed()
    {
    }

    /// <summary>Runs a command on the living core.</summary>
    private protected Task Command(Action<TransportCore, Timestamp, IDatagramSink> command) =>
        Channel.RequestAsync((now, sink) =>
        {
            command(Alive(), now, sink);
            return true;
        });
}
