namespace Tureen.Client;

/// <summary>Reports what happens to a transport, for monitoring.</summary>
public sealed class TransportObserver : EventEmitter
{
    internal TransportObserver()
    {
    }

    /// <summary>The transport was closed (mediasoup <c>close</c>).</summary>
    public event Action? OnClose;

    /// <summary>A producer was made (mediasoup <c>newproducer</c>).</summary>
    public event Action<Producer>? OnNewProducer;

    /// <summary>A consumer was made (mediasoup <c>newconsumer</c>).</summary>
    public event Action<Consumer>? OnNewConsumer;

    /// <summary>A data producer was made (mediasoup <c>newdataproducer</c>).</summary>
    public event Action<DataProducer>? OnNewDataProducer;

    /// <summary>A data consumer was made (mediasoup <c>newdataconsumer</c>).</summary>
    public event Action<DataConsumer>? OnNewDataConsumer;

    private protected override string Component => "Transport";

    internal void RaiseClose()
    {
        Raise("close", OnClose);
        OnClose = null;
        OnNewProducer = null;
        OnNewConsumer = null;
        OnNewDataProducer = null;
        OnNewDataConsumer = null;
        RemoveErrorListeners();
    }

    internal void RaiseNewProducer(Producer producer) => Raise("newproducer", OnNewProducer, producer);

    internal void RaiseNewConsumer(Consumer consumer) => Raise("newconsumer", OnNewConsumer, consumer);

    internal void RaiseNewDataProducer(DataProducer dataProducer) => Raise("newdataproducer", OnNewDataProducer, dataProducer);

    internal void RaiseNewDataConsumer(DataConsumer dataConsumer) => Raise("newdataconsumer", OnNewDataConsumer, dataConsumer);
}
