using Tureen.Engine.Events;
using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen;

/// <summary>A transport that can carry messages by SCTP.</summary>
public abstract class SctpTransport : Transport
{
    private volatile SctpNegotiatedCapabilities? _sctpNegotiatedCapabilities;
    private volatile SctpState _sctpState;

    private protected SctpTransport(
        Router router,
        TransportCore core,
        SctpTransportObserver observer,
        string component,
        Dictionary<string, object?>? appData)
        : base(router, core, observer, component, appData)
    {
    }

    /// <summary>The state of the SCTP association changed (mediasoup <c>sctpstatechange</c>).</summary>
    public event Action<SctpState>? OnSctpStateChange;

    /// <summary>Reports what happens, for monitoring.</summary>
    public new SctpTransportObserver Observer => (SctpTransportObserver)base.Observer;

    /// <summary>The SCTP association that the peer may use; null without SCTP. A new copy each time.</summary>
    public SctpParameters? SctpParameters => Core.Data.SctpParameters;

    /// <summary>The state of the SCTP association; null without SCTP.</summary>
    public SctpState? SctpState => Core.Data.Options.EnableSctp ? _sctpState : null;

    /// <summary>What was negotiated, once the SCTP association is connected.</summary>
    public SctpNegotiatedCapabilities? SctpNegotiatedCapabilities => _sctpNegotiatedCapabilities;

    private protected override void HandleEngineEvent(EngineEvent engineEvent)
    {
        if (engineEvent is not SctpStateEvent sctp)
        {
            base.HandleEngineEvent(engineEvent);
        }
        else if (TrySet(() => SetSctpState(sctp)))
        {
            Raise("sctpstatechange", OnSctpStateChange, sctp.State);
            Observer.RaiseSctpStateChange(sctp.State);
        }
    }

    private protected override void OnMarkedClosed() => _sctpState = Tureen.SctpState.Closed;

    /// <summary>Sets state unless the transport is closed, whose states are final.</summary>
    private protected bool TrySet(Action set)
    {
        lock (Channel.Gate)
        {
            if (!Closed)
            {
                set();
            }

            return !Closed;
        }
    }

    private void SetSctpState(SctpStateEvent sctp)
    {
        _sctpState = sctp.State;
        if (sctp.NegotiatedCapabilities is { } negotiated)
        {
            _sctpNegotiatedCapabilities = negotiated;
            Data.SetNegotiatedStreams(negotiated.NegotiatedMaxOutboundStreams);
        }
    }
}
