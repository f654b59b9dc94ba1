using Tureen.Engine.Forwarding.Observers;

namespace Tureen;

public sealed partial class Router
{
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
        return Objects.CreateObserverAsync(
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
        return Objects.CreateObserverAsync(
            core.Id,
            now => Alive().CreateActiveSpeakerObserver(now, core),
            made => new ActiveSpeakerObserver(this, made, options.AppData));
    }
}
