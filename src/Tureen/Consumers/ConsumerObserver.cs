namespace Tureen;

/// <summary>Reports what happens to a consumer, for monitoring.</summary>
public sealed class ConsumerObserver : EventEmitter
{
    internal ConsumerObserver(EventDispatcher dispatcher)
        : base(dispatcher)
    {
    }

    /// <summary>The consumer was closed, for whatever reason (mediasoup <c>close</c>).</summary>
    public event Action? OnClose;

    /// <summary>The media stopped: the consumer or its producer was paused (mediasoup <c>pause</c>).</summary>
    public event Action? OnPause;

    /// <summary>The media may flow again: neither the consumer nor its producer is paused (mediasoup <c>resume</c>).</summary>
    public event Action? OnResume;

    /// <summary>The scores changed (mediasoup <c>score</c>).</summary>
    public event Action<ConsumerScore>? OnScore;

    /// <summary>Other layers are sent; null when none are (mediasoup <c>layerschange</c>).</summary>
    public event Action<ConsumerLayers?>? OnLayersChange;

    /// <summary>Something happened that is traced (mediasoup <c>trace</c>).</summary>
    public event Action<ConsumerTrace>? OnTrace;

    internal void RaiseClose() => Raise("close", OnClose);

    internal void RaisePause() => Raise("pause", OnPause);

    internal void RaiseResume() => Raise("resume", OnResume);

    internal void RaiseScore(ConsumerScore score) => Raise("score", OnScore, score);

    internal void RaiseLayersChange(ConsumerLayers? layers) => Raise("layerschange", OnLayersChange, layers);

    internal void RaiseTrace(ConsumerTrace trace) => Raise("trace", OnTrace, trace);
}
