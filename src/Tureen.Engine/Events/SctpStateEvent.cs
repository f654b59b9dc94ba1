using Tureen.Engine.Forwarding;

namespace Tureen.Engine.Transports;

/// <summary>mediasoup's "sctpstatechange".</summary>
/// <param name="TargetId">The transport.</param>
/// <param name="State">The new state.</param>
/// <param name="NegotiatedCapabilities">What was negotiated, once connected.</param>
internal sealed record SctpStateEvent(
    string TargetId, SctpState State, SctpNegotiatedCapabilities? NegotiatedCapabilities) : EngineEvent(TargetId);
