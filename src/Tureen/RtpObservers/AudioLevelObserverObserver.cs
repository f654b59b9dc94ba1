namespace Tureen;

/// <summary>Reports what happens to an audio level observer, for monitoring.</summary>
public sealed class AudioLevelObserverObserver : RtpObserverObserver
{
    internal AudioLevelObserverObserver(EventDispatcher dispatcher)
        : base(dispatcher)
    {
    }

    /// <summary>The loudest producers of an interval (mediasoup <c>volumes</c>).</summary>
    public event Action<IReadOnlyList<AudioLevelObserverVolume>>? OnVolumes;

    /// <summary>Nobody is loud any more (mediasoup <c>silence</c>).</summary>
    public event Action? OnSilence;

    internal void RaiseVolumes(IReadOnlyList<AudioLevelObserverVolume> volumes) => Raise("volumes", OnVolumes, volumes);

    internal void RaiseSilence() => Raise("silence", OnSilence);
}
