using Tureen.Engine.Events;
using Tureen.Engine.Forwarding.Observers;
using Tureen.Engine.Primitives;

namespace Tureen;

/// <summary>Listens to producers of audio and reports on them (mediasoup RtpObserver).</summary>
/// <remarks>
/// It reads the audio level that each packet carries; a producer whose peer does not negotiate that header extension counts as silent. A
/// closed producer is removed automatically. All members may be used from any thread.
/// </remarks>
public abstract class RtpObserver : EventEmitter, IEngineEventTarget, IDisposable, IAsyncDisposable
{
    private readonly RtpObserverCore _core;
    private readonly ComponentLog _log;
    private readonly ObjectLife _life;
    private readonly PauseState _pause;

    private protected RtpObserver(
        Router router,
        RtpObserverCore core,
        RtpObserverObserver observer,
        string component,
        Dictionary<string, object?>? appData)
        : base(router.Channel.Dispatcher)
    {
        Router = router;
        _core = core;
        Observer = observer;
        _log = new ComponentLog(router.LoggerFactory, component);
        _life = new ObjectLife(router.Channel, Id, _log, appData);
        _pause = new PauseState(_life, observer.RaisePause, observer.RaiseResume);
    }

    /// <summary>The router was closed, and the observer with it (mediasoup <c>routerclose</c>).</summary>
    public event Action? OnRouterClose;

    /// <summary>A random UUID.</summary>
    public string Id => _core.Id;

    /// <summary>Whether the observer is closed.</summary>
    public bool Closed => _life.IsClosed;

    /// <summary>The kind of the observer.</summary>
    public abstract RtpObserverType Type { get; }

    /// <summary>Whether the observer is paused.</summary>
    public bool Paused => _pause.IsPaused;

    /// <summary>Reports what happens, for monitoring.</summary>
    public RtpObserverObserver Observer { get; }

    /// <summary>The application's own data.</summary>
    /// <exception cref="MediasoupTypeException">Set to null.</exception>
    public Dictionary<string, object?> AppData
    {
        get => _life.AppData;
        set => _life.AppData = value;
    }

    private protected Router Router { get; }

    /// <summary>Stops listening until it is resumed.</summary>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="NotFoundException">The observer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task PauseAsync()
    {
        _log.Debug("pause()");
        await RequestAsync(
            static (core, _) => core.Pause(),
            () => _pause.Set(isPaused: true)).ConfigureAwait(false);
    }

    /// <summary>Listens again.</summary>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="NotFoundException">The observer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task ResumeAsync()
    {
        _log.Debug("resume()");
        await RequestAsync(
            static (core, now) => core.Resume(now),
            () => _pause.Set(isPaused: false)).ConfigureAwait(false);
    }

    /// <summary>Listens to a producer, too.</summary>
    /// <param name="producerId">The id of a producer of audio in the same router.</param>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="MediasoupTypeException">The producer is not of audio.</exception>
    /// <exception cref="NotFoundException">The router has no such producer, or the observer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task AddProducerAsync(string producerId)
    {
        _log.Debug("addProducer()");
        Producer producer = FindProducer(producerId);
        await RequestAsync(
            (core, now) => Router.Core.AddObservedProducer(now, core, producerId),
            () => Observer.RaiseAddProducer(producer)).ConfigureAwait(false);
    }

    /// <summary>Stops listening to a producer.</summary>
    /// <param name="producerId">The id of a producer in the same router.</param>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="NotFoundException">The router has no such producer, or the observer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task RemoveProducerAsync(string producerId)
    {
        _log.Debug("removeProducer()");
        Producer producer = FindProducer(producerId);
        await RequestAsync(
            (core, now) => Router.Core.RemoveObservedProducer(now, core, producerId),
            () => Observer.RaiseRemoveProducer(producer)).ConfigureAwait(false);
    }

    /// <summary>Closes the observer. Does nothing the second time.</summary>
    public void Close() => _life.Close(
        raises =>
        {
            MarkClosed(raises, isRouterClosed: false);
            Router.Objects.Remove(this);
        },
        () => Router.Channel.Send((_, _) => Router.Core.CloseRtpObserver(_core)));

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the observer and waits until its events have been raised.</summary>
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

    /// <summary>With the gate held: marks it as closed and notes the events of that in their order.</summary>
    internal void MarkClosed(List<Action> raises, bool isRouterClosed)
    {
        _life.MarkClosed();
        if (isRouterClosed)
        {
            raises.Add(() => Raise("routerclose", OnRouterClose));
        }

        raises.Add(Observer.RaiseClose);
    }

    private protected abstract void HandleEngineEvent(EngineEvent engineEvent);

    private Producer FindProducer(string producerId) =>
        (producerId is null ? null : Router.Objects.FindProducer(producerId))
        ?? throw new NotFoundException($"Producer not found [producerId:{producerId}]");

    private Task<bool> RequestAsync(Action<RtpObserverCore, Timestamp> command, Action onAnswer) => Router.Channel.RequestAsync(
        (now, _) =>
        {
            command(_core.IsClosed ? throw new NotFoundException($"RtpObserver not found [rtpObserverId:{Id}]") : _core, now);
            return true;
        },
        answer =>
        {
            onAnswer();
            return answer;
        });
}
