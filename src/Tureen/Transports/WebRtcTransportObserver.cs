namespace Tureen;

/// <summary>Reports what happens to a WebRtcTransport, for monitoring.</summary>
public sealed class WebRtcTransportObserver : SctpTransportObserver
{
    internal WebRtcTransportObserver(EventDispatcher dispatcher)
        : base(dispatcher)
    {
    }

    /// <summary>The ICE state changed (mediasoup <c>icestatechange</c>).</summary>
    public event Action<IceState>? OnIceStateChange;

    /// <summary>Another tuple was selected (mediasoup <c>iceselectedtuplechange</c>).</summary>
    public event Action<TransportTupleInfo>? OnIceSelectedTupleChange;

    /// <summary>The DTLS state changed (mediasoup <c>dtlsstatechange</c>).</summary>
    public event Action<DtlsState>? OnDtlsStateChange;

    internal void RaiseIceStateChange(IceState state) => Raise("icestatechange", OnIceStateChange, state);

    internal void RaiseIceSelectedTupleChange(TransportTupleInfo tuple) =>
        Raise("iceselectedtuplechange", OnIceSelectedTupleChange, tuple);

    internal void RaiseDtlsStateChange(DtlsState state) => Raise("dtlsstatechange", OnDtlsStateChange, state);
}
