namespace Tureen.Client;

/// <summary>Reports what happens to a consumer, for monitoring.</summary>
public sealed class ConsumerObserver : EventEmitter
{
    internal ConsumerObserver()
    {
    }

    /// <summary>The consumer was closed, for whatever reason (mediasoup <c>close</c>).</summary>
    public event Action? OnClose;

    /// <summary>The consumer was paused (mediasoup <c>pause</c>).</summary>
    public event Action? OnPause;

    /// <summary>The consumer was resumed (mediasoup <c>resume</c>).</summary>
    public event Action? OnResume;

    /// <summary>The track ended by itself (mediasoup <c>trackended</c>).</summary>
    public event Action? OnTrackEnded;

    private protected override string Component => "Consumer";

    internal void RaiseClose()
    {
        Raise("close", OnClose);
        OnClose = null;
        OnPause = null;
        OnResume = null;
        OnTrackEnded = null;
        RemoveErrorListeners();
    }

    internal void RaisePause() => Raise("pause", OnPause);

    internal void RaiseResume() => Raise("resume", OnResume);

    internal void RaiseTrackEnded() => Raise("trackended", OnTrackEnded);
}
