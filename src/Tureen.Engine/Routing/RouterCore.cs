using Tureen.Engine.Forwarding;
using Tureen.Engine.Forwarding.Observers;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;

namespace Tureen.Engine.Routing;

/// <summary>Transports whose producers can be consumed by each other. Its methods are the commands of the faces; worker's thread only.</summary>
internal sealed partial class RouterCore : ITransportRouter
{
    private readonly WorkerCore _worker;
    private readonly Dictionary<string, TransportCore> _transports = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ProducerCore> _producers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DataProducerCore> _dataProducers = new(StringComparer.Ordinal);

    private readonly Dictionary<string, RtpObserverCore> _rtpObservers = new(StringComparer.Ordinal);

    internal RouterCore(WorkerCore worker, string id)
    {
        _worker = worker;
        Id = id;
    }

    public string Id { get; }

    public bool IsClosed { get; private set; }

    public IReadOnlyDictionary<string, TransportCore> Transports => _transports;

    public IReadOnlyDictionary<string, ProducerCore> Producers => _producers;

    public IReadOnlyDictionary<string, RtpObserverCore> RtpObservers => _rtpObservers;

    internal EngineContext Context => _worker.Context;

    /// <exception cref="SocketBindException">A listen address cannot be bound.</exception>
    /// <exception cref="MediasoupException">The id is taken.</exception>
    /// <exception cref="InvalidStateException">The router is closed.</exception>
    public WebRtcTransportCore CreateWebRtcTransport(WebRtcTransportCoreOptions options)
    {
        ThrowIfClosedOrTaken(options.Id);
        return Add(new WebRtcTransportCore(this, _worker.Context, _worker.Certificate, options));
    }

    /// <exception cref="SocketBindException">A local address cannot be bound.</exception>
    /// <exception cref="MediasoupException">The id is taken.</exception>
    /// <exception cref="InvalidStateException">The router is closed.</exception>
    public ClientTransportCore CreateClientTransport(WebRtcTransportCoreOptions options, ClientIceOptions ice)
    {
        ThrowIfClosedOrTaken(options.Id);
        return Add(new ClientTransportCore(this, _worker.Context, _worker.Certificate, options, ice));
    }

    /// <exception cref="SocketBindException">A listen address cannot be bound.</exception>
    /// <exception cref="MediasoupException">The id is taken.</exception>
    /// <exception cref="InvalidStateException">The router is closed.</exception>
    public PlainTransportCore CreatePlainTransport(PlainTransportCoreOptions options)
    {
        ThrowIfClosedOrTaken(options.Id);
        return Add(new PlainTransportCore(this, _worker.Context, options));
    }

    /// <exception cref="SocketBindException">The listen address cannot be bound.</exception>
    /// <exception cref="MediasoupException">The id is taken.</exception>
    /// <exception cref="InvalidStateException">The router is closed.</exception>
    public PipeTransportCore CreatePipeTransport(PipeTransportCoreOptions options)
    {
        ThrowIfClosedOrTaken(options.Id);
        return Add(new PipeTransportCore(this, _worker.Context, options));
    }

    /// <exception cref="MediasoupException">The id is taken.</exception>
    /// <exception cref="InvalidStateException">The router is closed.</exception>
    public DirectTransportCore CreateDirectTransport(Timestamp now, DirectTransportCoreOptions options, IDatagramSink sink)
    {
        ThrowIfClosedOrTaken(options.Id);
        var transport = new DirectTransportCore(this, _worker.Context, options);
        _transports.Add(options.Id, transport);
        transport.CountIn();
        transport.Start(now, sink);
        return transport;
    }

    /// <summary>Closes all transports and with them all that they carry. Idempotent.</summary>
    public void Close(Timestamp now, IDatagramSink sink)
    {
        if (IsClosed)
        {
            return;
        }

        IsClosed = true;
        foreach (RtpObserverCore observer in _rtpObservers.Values)
        {
            observer.Close();
        }

        Context.Counters.RtpObservers -= _rtpObservers.Count;
        _rtpObservers.Clear();
        foreach (TransportCore transport in _transports.Values.ToArray())
        {
            Context.Faults.Run(now, FaultKind.Close, transport.Id, () => transport.Close(now, sink));
        }

        _worker.RemoveRouter(this);
    }

    public ProducerCore? FindProducer(string id) => _producers.GetValueOrDefault(id);

    /// <exception cref="MediasoupException">The id is taken.</exception>
    public void AddProducer(ProducerCore producer)
    {
        if (_worker.HasProducer(producer.Id))
        {
            throw new MediasoupException($"a Producer with same producerId already exists in the Worker [producerId:{producer.Id}]");
        }

        _producers.Add(producer.Id, producer);
    }

    public void RemoveProducer(ProducerCore producer) => _producers.Remove(producer.Id);

    public DataProducerCore? FindDataProducer(string id) => _dataProducers.GetValueOrDefault(id);

    /// <exception cref="MediasoupException">The id is taken.</exception>
    public void AddDataProducer(DataProducerCore producer)
    {
        if (_worker.HasDataProducer(producer.Id))
        {
            throw new MediasoupException(
                $"a DataProducer with same dataProducerId already exists in the Worker [dataProducerId:{producer.Id}]");
        }

        _dataProducers.Add(producer.Id, producer);
    }

    public void RemoveDataProducer(DataProducerCore producer) => _dataProducers.Remove(producer.Id);

    public void AddSocket(TransportCore transport, int socketId) => _worker.AddSocket(socketId, transport.Path);

    public void RemoveTransport(TransportCore transport)
    {
        _transports.Remove(transport.Id);
        _worker.RemoveSockets(transport.SocketIds);
    }

    private T Add<T>(T transport)
        where T : TransportCore
    {
        _transports.Add(transport.Id, transport);
        transport.CountIn();
        foreach (int socketId in transport.SocketIds)
        {
            _worker.AddSocket(socketId, transport.Path);
        }

        return transport;
    }

    private void ThrowIfClosed()
    {
        if (IsClosed)
        {
            throw new InvalidStateException($"Router closed [routerId:{Id}]");
        }
    }

    private void ThrowIfClosedOrTaken(string transportId)
    {
        ThrowIfClosed();
        if (_transports.ContainsKey(transportId))
        {
            throw new MediasoupException($"a Transport with same transportId already exists [transportId:{transportId}]");
        }
    }
}
