namespace Tureen.Client;

/// <summary>Reports what happens to a data producer, for monitoring.</summary>
public sealed class DataProducerObserver : EventEmitter
{
    internal DataProducerObserver()
    {
    }

    /// <summary>The data producer was closed, for whatever reason (mediasoup <c>close</c>).</summary>
    public event Action? OnClose;

    private protected override string Component => "DataProducer";

    internal void RaiseClose()
    {
        Raise("close", OnClose);
        OnClose = null;
        RemoveErrorListeners();
    }
}
