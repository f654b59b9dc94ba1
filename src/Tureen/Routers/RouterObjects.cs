using Tureen.Engine.Primitives;

namespace Tureen;

/// <summary>The transports and RTP observers of one router, and the producers and data producers that all of its transports can use.</summary>
internal sealed class RouterObjects(Router router)
{
    private readonly HashSet<Transport> _transports = [];
    private readonly HashSet<RtpObserver> _rtpObservers = [];
    private readonly Dictionary<string, Producer> _producers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DataProducer> _dataProducers = new(StringComparer.Ordinal);

    public Task<TTransport> CreateTransportAsync<TData, TTransport>(
        string id, Func<Timestamp, IDatagramSink, TData> command, Func<TData, TTransport> wrap)
        where TTransport : Transport =>
        router.Channel.CreateAsync(id, command, data => Add(wrap(data)));

    public Task<TObserver> CreateObserverAsync<TCore, TObserver>(string id, Func<Timestamp, TCore> command, Func<TCore, TObserver> wrap)
        where TObserver : RtpObserver =>
        router.Channel.CreateAsync(id, (now, _) => command(now), core => AddObserver(wrap(core)));

    public Producer? FindProducer(string id)
    {
        lock (router.Channel.Gate)
        {
            return _producers.GetValueOrDefault(id);
        }
    }

    public DataProducer? FindDataProducer(string id)
    {
        lock (router.Channel.Gate)
        {
            return _dataProducers.GetValueOrDefault(id);
        }
    }

    /// <summary>With the gate held.</summary>
    public void Add(Producer producer) => _producers[producer.Id] = producer;

    /// <summary>With the gate held.</summary>
    public void Add(DataProducer dataProducer) => _dataProducers[dataProducer.Id] = dataProducer;

    /// <summary>With the gate held.</summary>
    public void Remove(Producer producer) => _producers.Remove(producer.Id);

    /// <summary>With the gate held.</summary>
    public void Remove(DataProducer dataProducer) => _dataProducers.Remove(dataProducer.Id);

    /// <summary>With the gate held.</summary>
    public void Remove(Transport transport) => _transports.Remove(transport);

    /// <summary>With the gate held.</summary>
    public void Remove(RtpObserver observer) => _rtpObservers.Remove(observer);

    /// <summary>With the gate held: marks all as closed and notes the events of that in their order.</summary>
    public void MarkClosed(List<Action> raises)
    {
        foreach (Transport transport in _transports)
        {
            transport.MarkClosed(raises, isRouterClosed: true);
        }

        foreach (RtpObserver observer in _rtpObservers)
        {
            observer.MarkClosed(raises, isRouterClosed: true);
        }

        _transports.Clear();
        _rtpObservers.Clear();
        _producers.Clear();
        _dataProducers.Clear();
    }

    private TTransport Add<TTransport>(TTransport transport)
        where TTransport : Transport
    {
        lock (router.Channel.Gate)
        {
            // Closed while the answer was on its way: the engine closes it by itself.
            Check.Open(!router.Closed, "Router closed");
            _transports.Add(transport);
            router.Channel.Register(transport.Id, transport);
        }

        router.Observer.RaiseNewTransport(transport);
        return transport;
    }

    private TObserver AddObserver<TObserver>(TObserver observer)
        where TObserver : RtpObserver
    {
        lock (router.Channel.Gate)
        {
            // Closed while the answer was on its way: the engine closes it by itself.
            Check.Open(!router.Closed, "Router closed");
            _rtpObservers.Add(observer);
            router.Channel.Register(observer.Id, observer);
        }

        router.Observer.RaiseNewRtpObserver(observer);
        return observer;
    }
}
