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
        router.Channel.CreateAsync(id, command, data => AdoptTransport(wrap(data)));

    public Task<TObserver> CreateObserverAsync<TCore, TObserver>(string id, Func<Timestamp, TCore> command, Func<TCore, TObserver> wrap)
        where TObserver : RtpObserver =>
        router.Channel.CreateAsync(id, (now, _) => command(now), core => AdoptObserver(wrap(core)));

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

    private TTransport AdoptTransport<TTransport>(TTransport transport)
        where TTransport : Transport =>
        router.Adopt(transport, transport.Id, one => _transports.Add(one), router.Observer.RaiseNewTransport);

    private TObserver AdoptObserver<TObserver>(TObserver observer)
        where TObserver : RtpObserver =>
        router.Adopt(observer, observer.Id, one => _rtpObservers.Add(one), router.Observer.RaiseNewRtpObserver);
}
