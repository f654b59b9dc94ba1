using Tureen.Engine.Forwarding.Observers;
using Tureen.Engine.Primitives;

namespace Tureen;

public sealed partial class Router
{
    private readonly HashSet<RtpObserver> _rtpObservers = [];

    /// <summary>Makes an observer that reports how loud producers are.</summary>
    /// <param name="options">How it listens; null for the defaults.</param>
    /// <returns>The observer; no producer is added yet.</returns>
    /// <exception cref="MediasoupTypeException">An option is wrong.</exception>
    /// <exception cref="NotFoundException">The router is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public Task<AudioLevelObserver> CreateAudioLevelObserverAsync(AudioLevelObserverOptions? options = null)
    {
        _log.Debug("createAudioLevelObserver()");
        options ??= new AudioLevelObserverOptions();
        Check.That(options.MaxEntries > 0, "if given, maxEntries must be a positive number");
        Check.That(options.Threshold is >= -127 and <= 0, "if given, threshold must be a number between -127 and 0");
        var core = new AudioLevelObserverCoreOptions
        {
            Id = Guid.NewGuid().ToString(),
            MaxEntries = options.MaxEntries,
            Threshold = options.Threshold,
            Interval = options.Interval,
            MinimumHeard = options.MinimumHeard,
            RepeatsSilence = options.RepeatsSilence,
        };
        return CreateObserverAsync(
            core.Id,
            now => Alive().CreateAudioLevelObserver(now, core),
            made => new AudioLevelObserver(this, made, options.AppData));
    }

    /// <summary>Makes an observer that reports who speaks.</summary>
    /// <param name="options">How it listens; null for the defaults.</param>
    /// <returns>The observer; no producer is added yet.</returns>
    /// <exception cref="NotFoundException">The router is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public Task<ActiveSpeakerObserver> CreateActiveSpeakerObserverAsync(ActiveSpeakerObserverOptions? options = null)
    {
        _log.Debug("createActiveSpeakerObserver()");
        options ??= new ActiveSpeakerObserverOptions();
        var core = new ActiveSpeakerObserverCoreOptions { Id = Guid.NewGuid().ToString(), Interval = options.Interval };
        return CreateObserverAsync(
            core.Id,
            now => Alive().CreateActiveSpeakerObserver(now, core),
            made => new ActiveSpeakerObserver(this, made, options.AppData));
    }

    /// <summary>With the gate held.</summary>
    internal void Remove(RtpObserver observer) => _rtpObservers.Remove(observer);

    private async Task<TObserver> CreateObserverAsync<TCore, TObserver>(
        string id, Func<Timestamp, TCore> command, Func<TCore, TObserver> wrap)
        where TObserver : RtpObserver
    {
        Channel.Reserve(id);
        try
        {
            return await Channel.RequestAsync((now, _) => command(now), made => AddObserver(wrap(made))).ConfigureAwait(false);
        }
        catch
        {
            Channel.Unregister(id);
            throw;
        }
    }

    private TObserver AddObserver<TObserver>(TObserver observer)
        where TObserver : RtpObserver
    {
        lock (Channel.Gate)
        {
            // Closed while the answer was on its way: the engine closes it by itself.
            Check.Open(!_closed, "Router closed");
            _rtpObservers.Add(observer);
            Channel.Register(observer.Id, observer);
        }

        Observer.RaiseNewRtpObserver(observer);
        return observer;
    }
}
