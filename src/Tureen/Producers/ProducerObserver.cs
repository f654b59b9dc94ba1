namespace Tureen;

/// <summary>Reports what happens to a producer, for monitoring.</summary>
public sealed class ProducerObserver : EventEmitter
{
    internal ProducerObserver(EventDispatcher dispatcher)
        : base(dispatcher)
    {
    }

    /// <summary>The producer was closed, for whatever reason (mediasoup <c>close</c>).</summary>
    public event Action? OnClose;

    /// <summary>The producer was paused (mediasoup <c>pause</c>).</summary>
    public event Action? OnPause;

    /// <summary>The producer was resumed (mediasoup <c>resume</c>).</summary>
    public event Action? OnResume;

    /// <summary>The scores changed (mediasoup <c>score</c>).</summary>
    public event Action<IReadOnlyList<ProducerScore>>? OnScore;

    /// <summary>The camera was turned (mediasoup <c>videoorientationchange</c>).</summary>
    public event Action<ProducerVideoOrientation>? OnVideoOrientationChange;

    /// <summary>Something happened that is traced (mediasoup <c>trace</c>).</summary>
    public event Action<ProducerTrace>? OnTrace;

    internal void RaiseClose() => Raise("close", OnClose);

    internal void RaisePause() => Raise("pause", OnPause);

    internal void RaiseResume() => Raise("resume", OnResume);

    internal void RaiseScore(IReadOnlyList<ProducerScore> score) => Raise("score", OnScore, score);

    internal void RaiseVideoOrientationChange(ProducerVideoOrientation orientation) =>
        Raise("videoorientationchange", OnVideoOrientationChange, orientation);

    internal void RaiseTrace(ProducerTrace trace) => Raise("trace", OnTrace, trace);
}
