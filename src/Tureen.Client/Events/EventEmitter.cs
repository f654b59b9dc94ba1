namespace Tureen.Client;

/// <summary>
/// Base of everything that raises events, at once and in the order of the handlers. A handler that throws harms nobody; see
/// <see cref="OnListenerError"/>. Closing an object removes all its handlers.
/// </summary>
public abstract class EventEmitter
{
    private protected EventEmitter()
    {
    }

    /// <summary>A handler of another event of this object threw (mediasoup <c>listenererror</c>).</summary>
    public event Action<ListenerError>? OnListenerError;

    private protected abstract string Component { get; }

    private protected void Raise(string eventName, Action? handlers)
    {
        foreach (Action handler in Delegate.EnumerateInvocationList(handlers))
        {
            try
            {
                handler();
            }
            catch (Exception error)
            {
                HandleListenerError(eventName, error);
            }
        }
    }

    private protected void Raise<T>(string eventName, Action<T>? handlers, T value)
    {
        foreach (Action<T> handler in Delegate.EnumerateInvocationList(handlers))
        {
            try
            {
                handler(value);
            }
            catch (Exception error)
            {
                HandleListenerError(eventName, error);
            }
        }
    }

    private protected void RemoveErrorListeners() => OnListenerError = null;

    private void HandleListenerError(string eventName, Exception error)
    {
        ClientLog.Error(Component, $"a handler of '{eventName}' threw", error);
        foreach (Action<ListenerError> handler in Delegate.EnumerateInvocationList(OnListenerError))
        {
            try
            {
                handler(new ListenerError(eventName, error));
            }
            catch (Exception second)
            {
                // Nobody is left to report to when a listener of listenererror throws.
                ClientLog.Error(Component, "a handler of 'listenererror' threw", second);
            }
        }
    }
}
