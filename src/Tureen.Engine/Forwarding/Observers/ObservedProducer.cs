using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Engine.Forwarding.Observers;

/// <summary>The place of one producer in one observer; the producer holds it, so that a packet finds it without a table.</summary>
internal abstract class ObservedProducer(RtpObserverCore observer, ProducerCore producer)
{
    private PacketDuration _duration = new(producer.RtpParameters.Codecs[0].ClockRate);

    public RtpObserverCore Observer { get; } = observer;

    public ProducerCore Producer { get; } = producer;

    /// <summary>The time that each of its packets covers.</summary>
    protected TimeSpan PacketDuration => _duration.Value;

    /// <summary>A packet that is forwarded states how loud it is.</summary>
    public void HandleAudioLevel(Timestamp now, AudioLevel level, ushort sequenceNumber, uint rtpTimestamp)
    {
        if (!Observer.IsPaused)
        {
            _duration.Handle(sequenceNumber, rtpTimestamp);
            TakeAudioLevel(now, level);
        }
    }

    public abstract void HandlePaused();

    public abstract void HandleResumed();

    /// <summary>The next packet does not follow the last one.</summary>
    protected void RestartDuration() => _duration.Restart();

    protected abstract void TakeAudioLevel(Timestamp now, AudioLevel level);
}
