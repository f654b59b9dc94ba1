namespace Tureen.Engine.Events;

/// <summary>mediasoup's "sctpstatechange".</summary>
/// <param name="TargetId">The transport.</param>
/// <param name="State">The new state.</param>
/// <param name="NegotiatedCapabilities">What was negotiated, once connected.</param>
internal sealed record SctpStateEvent(
    string TargetId, SctpState State, SctpNegotiatedCapabilities? NegotiatedCapabilities) : EngineEvent(TargetId)
{
    /// <inheritdoc/>
    public override EngineLogEvent? Describe(EngineLog log) =>
        State == SctpState.Failed
            ? log.WarnLine(WorkerLogTag.Sctp, $"SCTP failed [transportId:{TargetId}]")
            : log.DebugLine(WorkerLogTag.Sctp, $"SCTP {State} [transportId:{TargetId}]");
}
