using Tureen.Engine.Events;
using Tureen.Engine.Forwarding.Observers;

namespace Tureen;

/// <summary>
/// Reports which of its producers speaks: not the loudest at the moment, but the one that has spoken most lately, so that a cough or a door
/// does not count as a speaker (mediasoup ActiveSpeakerObserver). Made by <see cref="Router.CreateActiveSpeakerObserverAsync"/>.
/// </summary>
public sealed class ActiveSpeakerObserver : RtpObserver
{
    internal ActiveSpeakerObserver(Router router, ActiveSpeakerObserverCore core, Dictionary<string, object?>? appData)
        : base(router, core, new ActiveSpeakerObserverObserver(router.Channel.Dispatcher), "ActiveSpeakerObserver", appData)
    {
    }

    /// <summary>Another producer is the one who speaks; silence changes nothing (mediasoup <c>dominantspeaker</c>).</summary>
    public event Action<Producer>? OnDominantSpeaker;

    /// <inheritdoc/>
    public override RtpObserverType Type => RtpObserverType.ActiveSpeaker;

    /// <summary>Reports what happens, for monitoring.</summary>
    public new ActiveSpeakerObserverObserver Observer => (ActiveSpeakerObserverObserver)base.Observer;

    private protected override void HandleEngineEvent(EngineEvent engineEvent)
    {
        // A producer that was closed meanwhile no longer speaks.
        if (engineEvent is DominantSpeakerEvent dominant && Router.Objects.FindProducer(dominant.ProducerId) is Producer producer)
        {
            Raise("dominantspeaker", OnDominantSpeaker, producer);
            Observer.RaiseDominantSpeaker(producer);
        }
    }
}
