using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Engine.Forwarding.Observers;

/// <summary>The place of one producer in one observer; the producer holds it, so that a packet finds it without a table.</summary>
internal abstract class ObservedProducer(RtpObserverCore observer, ProducerCore producer)
{
    public RtpObserverCore Observer { get; } = observer;

    public ProducerCore Producer { get; } = producer;

    /// <summary>A packet that is forwarded tells how loud it is.</summary>
    public void HandleAudioLevel(Timestamp now, AudioLevel level)
    {
        if (!Observer.IsPaused)
        {
            TakeAudioLevel(now, level);
        }
    }

    public abstract void HandlePaused();

    public abstract void HandleResumed();

    protected abstract void TakeAudioLevel(Timestamp now, AudioLevel level);
}
