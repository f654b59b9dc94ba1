using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Engine.Forwarding.Observers;

/// <summary>One producer in an <see cref="ActiveSpeakerObserverCore"/>.</summary>
internal sealed class ObservedSpeaker(Timestamp now, RtpObserverCore observer, ProducerCore producer) : ObservedProducer(observer, producer)
{
    public SpeakerActivity Activity { get; } = new(now);

    public bool IsPaused { get; private set; } = producer.IsPaused;

    /// <summary>Without a packet for this long it is silent: the length of two usual packets, or of two of its own if those are longer.</summary>
    public TimeSpan SilentAfter => 2 * (PacketDuration > SpeakerActivity.LevelSpan ? PacketDuration : SpeakerActivity.LevelSpan);

    /// <summary>It has sent nothing for very long.</summary>
    public bool IsIdle { get; set; }

    public override void HandlePaused() => IsPaused = true;

    public override void HandleResumed() => IsPaused = false;

    protected override void TakeAudioLevel(Timestamp now, AudioLevel level)
    {
        IsIdle = false;
        Activity.HandleLevel(now, (byte)(SpeakerActivity.MaxLevel - level.Level));
    }
}
