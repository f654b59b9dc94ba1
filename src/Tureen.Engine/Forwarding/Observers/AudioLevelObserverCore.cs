using Tureen.Engine.Events;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Forwarding.Observers;

/// <summary>Raises the loudest on average once each interval, and silence once when nobody is loud any more (mediasoup's AudioLevelObserver).</summary>
internal sealed class AudioLevelObserverCore : RtpObserverCore
{
    /// <summary>Less audio in an interval, ten packets of 20 ms, is no average.</summary>
    public static readonly TimeSpan DefaultMinimumHeard = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MaxInterval = TimeSpan.FromMilliseconds(5000);

    private readonly AudioLevelObserverCoreOptions _options;
    private readonly List<AudioLevelAverage> _averages = [];
    private readonly List<AudioLevelVolume> _volumes = [];
    private bool _isSilent = true;

    /// <exception cref="MediasoupTypeException">The threshold is out of range, or no entry is wanted.</exception>
    public AudioLevelObserverCore(Timestamp now, EngineContext context, AudioLevelObserverCoreOptions options)
        : base(now, context, options.Id, Clamp(Check(options).Interval))
    {
        _options = options;
    }

    protected override ObservedProducer? Observe(Timestamp now, ProducerCore producer)
    {
        if (producer.Observed.Find(this) is not null)
        {
            return null;
        }

        var average = new AudioLevelAverage(this, producer);
        _averages.Add(average);
        return average;
    }

    protected override void Forget(Timestamp now, ObservedProducer observed) => _averages.Remove((AudioLevelAverage)observed);

    protected override ObservedProducer[] TakeAll()
    {
        ObservedProducer[] all = [.. _averages];
        _averages.Clear();
        return all;
    }

    protected override void HandlePaused()
    {
        foreach (AudioLevelAverage average in _averages)
        {
            average.Reset();
        }

        RaiseSilence(isRepeated: false);
    }

    protected override void HandleInterval(Timestamp now)
    {
        foreach (AudioLevelAverage average in _averages)
        {
            if (average.TryTake(_options.MinimumHeard, out int volume) && volume >= _options.Threshold)
            {
                _volumes.Add(new AudioLevelVolume(average.Producer.Id, volume));
            }
        }

        if (_volumes.Count == 0)
        {
            RaiseSilence(_options.RepeatsSilence);
            return;
        }

        _isSilent = false;
        _volumes.Sort(static (a, b) => b.Volume.CompareTo(a.Volume));
        int count = Math.Min(_volumes.Count, _options.MaxEntries);
        Context.Events.Enqueue(new AudioLevelVolumesEvent(Id, [.. _volumes.Take(count)]));
        _volumes.Clear();
    }

    private static TimeSpan Clamp(TimeSpan interval) =>
        interval < MinInterval ? MinInterval : interval > MaxInterval ? MaxInterval : interval;

    private static AudioLevelObserverCoreOptions Check(AudioLevelObserverCoreOptions options)
    {
        if (options.Threshold is < -127 or > 0)
        {
            throw new MediasoupTypeException($"invalid threshold {options.Threshold}, not within -127..0");
        }

        if (options.MaxEntries <= 0)
        {
            throw new MediasoupTypeException($"invalid maxEntries {options.MaxEntries}, not positive");
        }

        return options;
    }

    private void RaiseSilence(bool isRepeated)
    {
        if (!_isSilent || isRepeated)
        {
            _isSilent = true;
            Context.Events.Enqueue(new AudioLevelSilenceEvent(Id));
        }
    }
}
