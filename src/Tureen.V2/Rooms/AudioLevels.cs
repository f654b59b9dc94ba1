using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>Measures how loud the producers of a room are, as long as somebody wants to know.</summary>
internal sealed class AudioLevels(Room room)
{
    private Action<IReadOnlyList<AudioLevelEntry>>? _handlers;
    private AudioLevelObserver? _observer;
    private bool _isWanted;
    private bool _isStarting;

    public void AddHandler(Action<IReadOnlyList<AudioLevelEntry>>? handler)
    {
        lock (room.Gate)
        {
            _handlers += handler;
            ApplyWish();
        }
    }

    public void RemoveHandler(Action<IReadOnlyList<AudioLevelEntry>>? handler)
    {
        lock (room.Gate)
        {
            _handlers -= handler;
            ApplyWish();
        }
    }

    /// <summary>With the gate held: there is another producer.</summary>
    public void Add(Producer producer)
    {
        if (_observer is { } observer && producer.Kind == MediaKind.Audio && !producer.Closed)
        {
            room.Log.Watch(observer.AddProducerAsync(producer.Core.Id), "audiolevels");
        }
    }

    private void ApplyWish()
    {
        _isWanted = _handlers is not null && !room.Closed;
        if (!_isWanted)
        {
            _observer?.Close();
            _observer = null;
        }
        else if (_observer is null && !_isStarting)
        {
            _isStarting = true;
            room.Log.Watch(StartAsync(), "audiolevels");
        }
    }

    private async Task StartAsync()
    {
        AudioLevelObserver? observer = null;
        try
        {
            Router router = await room.GetRouterAsync().ConfigureAwait(false);
            observer = await router.CreateAudioLevelObserverAsync(new AudioLevelObserverOptions
            {
                MaxEntries = int.MaxValue,
                Threshold = -127,
                Interval = V2Limits.AudioLevelInterval,
                MinimumHeard = TimeSpan.Zero,
                RepeatsSilence = true,
            }).ConfigureAwait(false);
        }
        finally
        {
            lock (room.Gate)
            {
                _isStarting = false;
                Take(observer);
            }
        }
    }

    private void Take(AudioLevelObserver? observer)
    {
        if (!_isWanted)
        {
            observer?.Close();
        }
        else if (observer is not null)
        {
            _observer = observer;
            observer.OnVolumes += volumes => Report(observer, volumes);
            observer.OnSilence += () => Report(observer, []);
            foreach (Producer producer in room.Peers.SelectMany(peer => peer.Producers))
            {
                Add(producer);
            }
        }
    }

    private void Report(AudioLevelObserver observer, IReadOnlyList<AudioLevelObserverVolume> volumes)
    {
        lock (room.Gate)
        {
            if (_observer == observer)
            {
                Dictionary<string, Producer> producers = room.Peers
                    .SelectMany(peer => peer.Producers)
                    .ToDictionary(producer => producer.Core.Id, StringComparer.Ordinal);
                room.RaiseAudioLevels(
                    _handlers,
                [
                    .. volumes
                        .Where(volume => producers.TryGetValue(volume.Producer.Id, out Producer? producer) && !producer.Paused)
                        .Select(volume => new AudioLevelEntry(producers[volume.Producer.Id], volume.Volume)),
                ]);
            }
        }
    }
}
