using Tureen.Engine.Events;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Forwarding.Observers;

/// <summary>Raises the dominant speaker among all who make a sound (mediasoup's ActiveSpeakerObserver).</summary>
/// <remarks>Volfovich and Cohen, "Dominant speaker identification for multipoint videoconferencing", 2012, with mediasoup's constants.</remarks>
internal sealed class ActiveSpeakerObserverCore(Timestamp now, EngineContext context, ActiveSpeakerObserverCoreOptions options)
    : RtpObserverCore(now, context, options.Id, Clamp(options.Interval))
{
    /// <summary>How much more likely speech must be than that of the dominant speaker, as logarithms: over the immediate, medium and long spans.</summary>
    private const double ImmediateAdvantage = 3;
    private const double MediumAdvantage = 2;
    private const double LongAdvantage = 0;

    private static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxInterval = TimeSpan.FromMilliseconds(5000);

    /// <summary>The least time between two searches for silent producers, as with discontinuous transmission.</summary>
    private static readonly TimeSpan IdleSearchInterval = TimeSpan.FromMilliseconds(40);

    /// <summary>A producer that sends nothing for this long is left out until its next packet.</summary>
    private static readonly TimeSpan SpeakerIdleTimeout = TimeSpan.FromHours(1);

    private readonly List<ObservedSpeaker> _speakers = [];
    private Timestamp? _idleLookedForAt;
    private ObservedSpeaker? _dominant;

    protected override ObservedProducer Observe(Timestamp now, ProducerCore producer)
    {
        if (producer.Observed.Find(this) is not null)
        {
            throw new MediasoupException($"Producer already in the ActiveSpeakerObserver [producerId:{producer.Id}]");
        }

        var speaker = new ObservedSpeaker(now, this, producer);
        _speakers.Add(speaker);
        return speaker;
    }

    protected override void Forget(Timestamp now, ObservedProducer observed)
    {
        _speakers.Remove((ObservedSpeaker)observed);
        if (_dominant == observed)
        {
            _dominant = null;
            if (!IsPaused)
            {
                HandleInterval(now);
            }
        }
    }

    protected override ObservedProducer[] TakeAll()
    {
        ObservedProducer[] all = [.. _speakers];
        _speakers.Clear();
        _dominant = null;
        return all;
    }

    protected override void HandlePaused()
    {
        // What was heard stays; it ages with the first interval after the pause.
    }

    protected override void HandleInterval(Timestamp now)
    {
        HandleIdle(now);
        if (FindDominant() is ObservedSpeaker dominant && dominant != _dominant)
        {
            _dominant = dominant;
            Context.Events.Enqueue(new DominantSpeakerEvent(Id, dominant.Producer.Id));
        }
    }

    private static TimeSpan Clamp(TimeSpan interval) =>
        interval < MinInterval ? MinInterval : interval > MaxInterval ? MaxInterval : interval;

    private void HandleIdle(Timestamp now)
    {
        if (now - _idleLookedForAt < IdleSearchInterval)
        {
            return;
        }

        if (_idleLookedForAt is not null)
        {
            foreach (ObservedSpeaker speaker in _speakers)
            {
                TimeSpan idle = now - speaker.Activity.HeardAt;
                if (idle > SpeakerIdleTimeout && speaker != _dominant)
                {
                    speaker.IsIdle = true;
                }
                else if (idle > speaker.SilentAfter)
                {
                    speaker.Activity.HandleLevel(now, 0);
                }
            }
        }

        _idleLookedForAt = now;
    }

    private ObservedSpeaker? FindDominant()
    {
        if (_speakers.Count <= 1)
        {
            return _speakers.Count == 0 ? null : _speakers[0];
        }

        ObservedSpeaker dominant = _dominant ?? _speakers[0];
        ObservedSpeaker found = dominant;
        double best = MediumAdvantage;
        dominant.Activity.Evaluate();
        foreach (ObservedSpeaker speaker in _speakers)
        {
            if (speaker == dominant || speaker.IsPaused || speaker.IsIdle)
            {
                continue;
            }

            speaker.Activity.Evaluate();
            double medium = Math.Log(speaker.Activity.MediumScore / dominant.Activity.MediumScore);
            if (Math.Log(speaker.Activity.ImmediateScore / dominant.Activity.ImmediateScore) > ImmediateAdvantage
                && medium > best
                && Math.Log(speaker.Activity.LongScore / dominant.Activity.LongScore) > LongAdvantage)
            {
                best = medium;
                found = speaker;
            }
        }

        return found;
    }
}
