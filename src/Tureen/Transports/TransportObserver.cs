namespace Tureen;

/// <summary>Reports what happens to a transport, for monitoring.</summary>
public class TransportObserver : EventEmitter
{
    internal TransportObserver(EventDispatcher dispatcher)
        : base(dispatcher)
    {
    }

    /// <summary>The transport was closed, for whatever reason (mediasoup <c>close</c>).</summary>
    public event Action? OnClose;

    /// <summary>A producer was made (mediasoup <c>newproducer</c>).</summary>
    public event Action<Producer>? OnNewProducer;

    /// <summary>A consumer was made (mediasoup <c>newconsumer</c>).</summary>
    public event Action<Consumer>? OnNewConsumer;

    /// <summary>A data producer was made (mediasoup <c>newdataproducer</c>).</summary>
    public event Action<DataProducer>? OnNewDataProducer;

    /// <summary>A data consumer was made (mediasoup <c>newdataconsumer</c>).</summary>
    public event Action<DataConsumer>? OnNewDataConsumer;

    /// <summary>Something happened that is traced (mediasoup <c>trace</c>).</summary>
    public event Action<TransportTrace>? OnTrace;

    internal void RaiseClose() => Raise("close", OnClose);

    internal void RaiseNewProducer(Producer producer) => Raise("newproducer", OnNewProducer, producer);

    internal void RaiseNewConsumer(Consumer consumer) => Raise("newconsumer", OnNewConsumer, consumer);

    internal void RaiseNewDataProducer(DataProducer dataProducer) =>
        Raise("newdataproducer", OnNewDataProducer, dataProducer);

    internal void RaiseNewDataConsumer(DataConsumer dataConsumer) =>
        Raise("newdataconsumer", OnNewDataConsumer, dataConsumer);

    internal void RaiseTrace(TransportTrace trace) => Raise("trace", OnTrace, trace);
}
