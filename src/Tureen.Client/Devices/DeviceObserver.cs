namespace Tureen.Client;

/// <summary>Reports what happens to a device, for monitoring.</summary>
public sealed class DeviceObserver : EventEmitter
{
    internal DeviceObserver()
    {
    }

    /// <summary>A transport was made (mediasoup <c>newtransport</c>).</summary>
    public event Action<Transport>? OnNewTransport;

    private protected override string Component => "Device";

    internal void RaiseNewTransport(Transport transport) => Raise("newtransport", OnNewTransport, transport);
}
