namespace Tureen;

/// <summary>
/// Base of everything that raises events. Handlers run one after the other, in the order in which things happened, on
/// the thread pool and never on a media thread. A handler should not block: it holds back the events of its worker.
/// A handler that throws, also an <c>async</c> one, harms nobody; see <see cref="OnListenerError"/>.
/// </summary>
public abstract class EventEmitter
{
    private readonly EventDispatcher _dispatcher;

    private protected EventEmitter(EventDispatcher dispatcher)
    {
        _dispatcher = dispatcher;
    }

    /// <summary>A handler of another event of this object threw (mediasoup <c>listenererror</c>).</summary>
    public event Action<ListenerError>? OnListenerError;

    internal EventDispatcher Dispatcher => _dispatcher;

    internal void HandleListenerError(string eventName, Exception error)
    {
        foreach (Action<ListenerError> handler in Delegate.EnumerateInvocationList(OnListenerError))
        {
            new HandlerContext(this, nameof(OnListenerError), handler).RunWatched(static state => state.handler(state.error), (handler, error: new ListenerError(eventName, error)));
        }
    }

    private protected void Raise(string eventName, Action? handlers)
    {
        foreach (Action handler in Delegate.EnumerateInvocationList(handlers))
        {
            new HandlerContext(this, eventName, handler).RunWatched(static state => state(), handler);
        }
    }

    private protected void Raise<T>(string eventName, Action<T>? handlers, T value)
    {
        foreach (Action<T> handler in Delegate.EnumerateInvocationList(handlers))
        {
            new HandlerContext(this, eventName, handler).RunWatched(static state => state.handler(state.value), (handler, value));
        }
    }
}
