using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding.Observers;

/// <summary>Listens to the audio levels of producers and raises an event about them once each interval (mediasoup's RtpObserver).</summary>
internal abstract class RtpObserverCore : IDeadlineOwner
{
    private readonly TimeSpan _interval;
    private readonly DeadlineEntry _deadline;
    private Timestamp _next;

    protected RtpObserverCore(Timestamp now, EngineContext context, string id, TimeSpan interval)
    {
        Context = context;
        Id = id;
        _interval = interval;
        _deadline = new DeadlineEntry(this);
        Start(now);
    }

    public string Id { get; }

    public bool IsPaused { get; private set; }

    public bool IsClosed { get; private set; }

    public Timestamp NextDeadline => IsPaused || IsClosed ? Timestamp.Never : _next;

    protected EngineContext Context { get; }

    /// <exception cref="MediasoupTypeException">The producer is not of audio.</exception>
    /// <exception cref="MediasoupException">The kind of the observer takes a producer only once.</exception>
    public void AddProducer(Timestamp now, ProducerCore producer)
    {
        if (producer.Kind != MediaKind.Audio)
        {
            throw new MediasoupTypeException("not an audio Producer");
        }

        if (Observe(now, producer) is ObservedProducer observed)
        {
            producer.Observed.Add(observed);
            producer.HandleObserved();
        }
    }

    /// <summary>Does nothing for a producer that was not added.</summary>
    public void RemoveProducer(Timestamp now, ProducerCore producer)
    {
        if (producer.Observed.Find(this) is ObservedProducer observed)
        {
            producer.Observed.Remove(observed);
            producer.HandleObserved();
            Forget(now, observed);
        }
    }

    /// <summary>Listens to nothing until it is resumed.</summary>
    public void Pause()
    {
        if (!IsPaused)
        {
            IsPaused = true;
            Context.Deadlines.Remove(_deadline);
            HandlePaused();
        }
    }

    public void Resume(Timestamp now)
    {
        if (IsPaused)
        {
            IsPaused = false;
            Start(now);
        }
    }

    /// <summary>Leaves its producers and raises no more events. Idempotent.</summary>
    public void Close()
    {
        IsClosed = true;
        Context.Deadlines.Remove(_deadline);
        foreach (ObservedProducer observed in TakeAll())
        {
            observed.Producer.Observed.Remove(observed);
            observed.Producer.HandleObserved();
        }
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        if (now >= NextDeadline)
        {
            _next += _interval;
            _next = _next > now ? _next : now + _interval;
            HandleInterval(now);
        }
    }

    /// <summary>Makes the place of a producer; null when it has one already.</summary>
    protected abstract ObservedProducer? Observe(Timestamp now, ProducerCore producer);

    protected abstract void Forget(Timestamp now, ObservedProducer observed);

    /// <summary>Forgets all producers and gives their places.</summary>
    protected abstract ObservedProducer[] TakeAll();

    protected abstract void HandleInterval(Timestamp now);

    protected abstract void HandlePaused();

    private void Start(Timestamp now)
    {
        _next = now + _interval;
        Context.Deadlines.Set(_deadline, _next);
    }
}
