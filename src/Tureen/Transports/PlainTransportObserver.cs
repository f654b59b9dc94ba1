namespace Tureen;

/// <summary>Reports what happens to a PlainTransport, for monitoring.</summary>
public sealed class PlainTransportObserver : SctpTransportObserver
{
    internal PlainTransportObserver(EventDispatcher dispatcher)
        : base(dispatcher)
    {
    }

    /// <summary>The address of the peer was found by its packets (mediasoup <c>tuple</c>).</summary>
    public event Action<TransportTupleInfo>? OnTuple;

    /// <summary>The address of the peer for RTCP was found by its packets (mediasoup <c>rtcptuple</c>).</summary>
    public event Action<TransportTupleInfo>? OnRtcpTuple;

    internal void RaiseTuple(TransportTupleInfo tuple) => Raise("tuple", OnTuple, tuple);

    internal void RaiseRtcpTuple(TransportTupleInfo tuple) => Raise("rtcptuple", OnRtcpTuple, tuple);
}
