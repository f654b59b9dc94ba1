using Tureen.Engine.Forwarding;
using Tureen.Engine.Forwarding.Observers;

namespace Tureen;

/// <summary>
/// Tells who of its producers speaks: not who is the loudest at the moment, but who has spoken most of late, so that a cough or a door
/// is no speaker (mediasoup ActiveSpeakerObserver). Made by <see cref="Router.CreateActiveSpeakerObserverAsync"/>.
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

    /// <summary>Tells what happens, meant for monitoring.</summary>
    public new ActiveSpeakerObserverObserver Observer => (ActiveSpeakerObserverObserver)base.Observer;

    private protected override void HandleEngineEvent(EngineEvent engineEvent)
    {
        // Who has been closed since speaks no more.
        if (engineEvent is DominantSpeakerEvent dominant && Router.FindProducer(dominant.ProducerId) is Producer producer)
        {
            Raise("dominantspeaker", OnDominantSpeaker, producer);
            Observer.RaiseDominantSpeaker(producer);
        }
    }
}
