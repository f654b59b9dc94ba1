namespace Tureen;

/// <summary>Reports what happens to a DirectTransport, for monitoring.</summary>
public sealed class DirectTransportObserver : TransportObserver
{
    internal DirectTransportObserver(EventDispatcher dispatcher)
        : base(dispatcher)
    {
    }

    /// <summary>The router sends an RTCP packet (mediasoup <c>rtcp</c>).</summary>
    public event Action<ReadOnlyMemory<byte>>? OnRtcp;

    internal void RaiseRtcp(ReadOnlyMemory<byte> packet) => Raise("rtcp", OnRtcp, packet);
}
