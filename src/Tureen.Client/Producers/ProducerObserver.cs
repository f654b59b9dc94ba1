namespace Tureen.Client;

/// <summary>Reports what happens to a producer, for monitoring.</summary>
public sealed class ProducerObserver : EventEmitter
{
    internal ProducerObserver()
    {
    }

    /// <summary>The producer was closed, for whatever reason (mediasoup <c>close</c>).</summary>
    public event Action? OnClose;

    /// <summary>The producer was paused (mediasoup <c>pause</c>).</summary>
    public event Action? OnPause;

    /// <summary>The producer was resumed (mediasoup <c>resume</c>).</summary>
    public event Action? OnResume;

    /// <summary>The track ended by itself (mediasoup <c>trackended</c>).</summary>
    public event Action? OnTrackEnded;

    private protected override string Component => "Producer";

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
