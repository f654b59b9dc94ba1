namespace Tureen;

/// <summary>Reports what happens to a transport that can carry messages by SCTP, for monitoring.</summary>
public abstract class SctpTransportObserver : TransportObserver
{
    private protected SctpTransportObserver(EventDispatcher dispatcher)
        : base(dispatcher)
    {
    }

    /// <summary>The state of the SCTP association changed (mediasoup <c>sctpstatechange</c>).</summary>
    public event Action<SctpState>? OnSctpStateChange;

    internal void RaiseSctpStateChange(SctpState state) => Raise("sctpstatechange", OnSctpStateChange, state);
}
