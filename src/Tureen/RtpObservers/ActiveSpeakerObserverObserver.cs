namespace Tureen;

/// <summary>Reports what happens to an active speaker observer, for monitoring.</summary>
public sealed class ActiveSpeakerObserverObserver : RtpObserverObserver
{
    internal ActiveSpeakerObserverObserver(EventDispatcher dispatcher)
        : base(dispatcher)
    {
    }

    /// <summary>Another producer is the one who speaks (mediasoup <c>dominantspeaker</c>).</summary>
    public event Action<Producer>? OnDominantSpeaker;

    internal void RaiseDominantSpeaker(Producer producer) => Raise("dominantspeaker", OnDominantSpeaker, producer);
}
