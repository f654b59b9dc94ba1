namespace Tureen;

/// <summary>Reports what happens to a router, for monitoring.</summary>
public sealed class RouterObserver : EventEmitter
{
    internal RouterObserver(EventDispatcher dispatcher)
        : base(dispatcher)
    {
    }

    /// <summary>The router was closed, for whatever reason (mediasoup <c>close</c>).</summary>
    public event Action? OnClose;

    /// <summary>A transport was made (mediasoup <c>newtransport</c>).</summary>
    public event Action<Transport>? OnNewTransport;

    /// <summary>An RTP observer was made (mediasoup <c>newrtpobserver</c>).</summary>
    public event Action<RtpObserver>? OnNewRtpObserver;

    internal void RaiseClose() => Raise("close", OnClose);

    internal void RaiseNewTransport(Transport transport) => Raise("newtransport", OnNewTransport, transport);

    internal void RaiseNewRtpObserver(RtpObserver observer) => Raise("newrtpobserver", OnNewRtpObserver, observer);
}
