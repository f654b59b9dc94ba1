using Tureen.Engine.Events;
using Tureen.Engine.Forwarding.Observers;

namespace Tureen;

/// <summary>
/// Reports after each interval which of its producers were the loudest, and reports once that nobody is loud any more (mediasoup
/// AudioLevelObserver). Made by <see cref="Router.CreateAudioLevelObserverAsync"/>.
/// </summary>
public sealed class AudioLevelObserver : RtpObserver
{
    internal AudioLevelObserver(Router router, AudioLevelObserverCore core, Dictionary<string, object?>? appData)
        : base(router, core, new AudioLevelObserverObserver(router.Channel.Dispatcher), "AudioLevelObserver", appData)
    {
    }

    /// <summary>The producers that were louder than the threshold, the loudest first; at most as many as the options say (mediasoup <c>volumes</c>).</summary>
    public event Action<IReadOnlyList<AudioLevelObserverVolume>>? OnVolumes;

    /// <summary>Nobody is louder than the threshold any more (mediasoup <c>silence</c>).</summary>
    public event Action? OnSilence;

    /// <inheritdoc/>
    public override RtpObserverType Type => RtpObserverType.AudioLevel;

    /// <summary>Reports what happens, for monitoring.</summary>
    public new AudioLevelObserverObserver Observer => (AudioLevelObserverObserver)base.Observer;

    private protected override void HandleEngineEvent(EngineEvent engineEvent)
    {
        switch (engineEvent)
        {
            case AudioLevelVolumesEvent volumes:
                RaiseVolumes(volumes.Volumes);
                break;
            case AudioLevelSilenceEvent:
                Raise("silence", OnSilence);
                Observer.RaiseSilence();
                break;
            default:
                break;
        }
    }

    private void RaiseVolumes(AudioLevelVolume[] reported)
    {
        var volumes = new List<AudioLevelObserverVolume>(reported.Length);
        foreach (AudioLevelVolume volume in reported)
        {
            // Leaves out producers that were closed meanwhile.
            if (Router.Objects.FindProducer(volume.ProducerId) is Producer producer)
            {
                volumes.Add(new AudioLevelObserverVolume(producer, volume.Volume));
            }
        }

        if (volumes.Count > 0)
        {
            Raise("volumes", OnVolumes, volumes);
            Observer.RaiseVolumes(volumes);
        }
    }
}
