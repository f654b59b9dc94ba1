namespace Tureen;

/// <summary>Reports what happens to an RTP observer, for monitoring.</summary>
public class RtpObserverObserver : EventEmitter
{
    internal RtpObserverObserver(EventDispatcher dispatcher)
        : base(dispatcher)
    {
    }

    /// <summary>The observer was closed, for whatever reason (mediasoup <c>close</c>).</summary>
    public event Action? OnClose;

    /// <summary>The observer was paused (mediasoup <c>pause</c>).</summary>
    public event Action? OnPause;

    /// <summary>The observer was resumed (mediasoup <c>resume</c>).</summary>
    public event Action? OnResume;

    /// <summary>A producer was added (mediasoup <c>addproducer</c>).</summary>
    public event Action<Producer>? OnAddProducer;

    /// <summary>A producer was removed by the application (mediasoup <c>removeproducer</c>).</summary>
    public event Action<Producer>? OnRemoveProducer;

    internal void RaiseClose() => Raise("close", OnClose);

    internal void RaisePause() => Raise("pause", OnPause);

    internal void RaiseResume() => Raise("resume", OnResume);

    internal void RaiseAddProducer(Producer producer) => Raise("addproducer", OnAddProducer, producer);

    internal void RaiseRemoveProducer(Producer producer) => Raise("removeproducer", OnRemoveProducer, producer);
}
