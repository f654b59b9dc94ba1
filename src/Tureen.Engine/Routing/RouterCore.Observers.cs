using Tureen.Engine.Forwarding;
using Tureen.Engine.Forwarding.Observers;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Routing;

internal sealed partial class RouterCore
{
    /// <exception cref="MediasoupTypeException">The threshold is out of range, or no entry is wanted.</exception>
    /// <exception cref="MediasoupException">The id is taken.</exception>
    /// <exception cref="InvalidStateException">The router is closed.</exception>
    public AudioLevelObserverCore CreateAudioLevelObserver(Timestamp now, AudioLevelObserverCoreOptions options)
    {
        ThrowIfObserverIsTaken(options.Id);
        return AddObserver(new AudioLevelObserverCore(now, _worker.Context, options));
    }

    /// <exception cref="MediasoupException">The id is taken.</exception>
    /// <exception cref="InvalidStateException">The router is closed.</exception>
    public ActiveSpeakerObserverCore CreateActiveSpeakerObserver(Timestamp now, ActiveSpeakerObserverCoreOptions options)
    {
        ThrowIfObserverIsTaken(options.Id);
        return AddObserver(new ActiveSpeakerObserverCore(now, _worker.Context, options));
    }

    /// <exception cref="NotFoundException">The router has no such producer.</exception>
    /// <exception cref="MediasoupTypeException">The producer is not of audio.</exception>
    /// <exception cref="MediasoupException">The observer is one that takes a producer only once.</exception>
    public void AddObservedProducer(Timestamp now, RtpObserverCore observer, string producerId) =>
        observer.AddProducer(now, RequireProducer(producerId));

    /// <exception cref="NotFoundException">The router has no such producer.</exception>
    public void RemoveObservedProducer(Timestamp now, RtpObserverCore observer, string producerId) =>
        observer.RemoveProducer(now, RequireProducer(producerId));

    public void CloseRtpObserver(RtpObserverCore observer)
    {
        if (_rtpObservers.Remove(observer.Id))
        {
            Context.Counters.RtpObservers--;
            observer.Close();
        }
    }

    private ProducerCore RequireProducer(string producerId) =>
        FindProducer(producerId) ?? throw new NotFoundException($"Producer not found [producerId:{producerId}]");

    private T AddObserver<T>(T observer)
        where T : RtpObserverCore
    {
        _rtpObservers.Add(observer.Id, observer);
        Context.Counters.RtpObservers++;
        return observer;
    }

    private void ThrowIfObserverIsTaken(string id)
    {
        ThrowIfClosed();
        if (_rtpObservers.ContainsKey(id))
        {
            throw new MediasoupException($"an RtpObserver with same rtpObserverId already exists [rtpObserverId:{id}]");
        }
    }
}
