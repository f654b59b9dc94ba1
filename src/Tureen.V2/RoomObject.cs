namespace Tureen.V2;

/// <summary>
/// Base of everything that raises events of mediasoup v2. All objects of one room share one lock, which their handlers hold: they run
/// one after the other, where v2's ran in one thread, inside of the call that causes them. So a handler may use all the API, but must
/// not wait for another thread that does.
/// </summary>
public abstract class RoomObject : EventEmitter
{
    private protected RoomObject(EventDispatcher dispatcher)
        : base(dispatcher)
    {
    }

    private protected void Raise<T1, T2>(string eventName, Action<T1, T2>? handlers, T1 first, T2 second)
    {
        foreach (Action<T1, T2> handler in Delegate.EnumerateInvocationList(handlers))
        {
            new HandlerContext(this, eventName, handler).RunWatched(
                static state => state.handler(state.first, state.second), (handler, first, second));
        }
    }
}
