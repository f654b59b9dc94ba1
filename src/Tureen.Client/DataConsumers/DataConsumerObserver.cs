namespace Tureen.Client;

/// <summary>Reports what happens to a data consumer, for monitoring.</summary>
public sealed class DataConsumerObserver : EventEmitter
{
    internal DataConsumerObserver()
    {
    }

    /// <summary>The data consumer was closed, for whatever reason (mediasoup <c>close</c>).</summary>
    public event Action? OnClose;

    private protected override string Component => "DataConsumer";

    internal void RaiseClose()
    {
        Raise("close", OnClose);
        OnClose = null;
        RemoveErrorListeners();
    }
}
