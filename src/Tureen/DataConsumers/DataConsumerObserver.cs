namespace Tureen;

/// <summary>Reports what happens to a data consumer, for monitoring.</summary>
public sealed class DataConsumerObserver : EventEmitter
{
    internal DataConsumerObserver(EventDispatcher dispatcher)
        : base(dispatcher)
    {
    }

    /// <summary>The data consumer was closed, for whatever reason (mediasoup <c>close</c>).</summary>
    public event Action? OnClose;

    /// <summary>Messages stopped: the data consumer or its data producer was paused (mediasoup <c>pause</c>).</summary>
    public event Action? OnPause;

    /// <summary>Messages flow again: the data consumer or its data producer was resumed (mediasoup <c>resume</c>).</summary>
    public event Action? OnResume;

    internal void RaiseClose() => Raise("close", OnClose);

    internal void RaisePause() => Raise("pause", OnPause);

    internal void RaiseResume() => Raise("resume", OnResume);
}
