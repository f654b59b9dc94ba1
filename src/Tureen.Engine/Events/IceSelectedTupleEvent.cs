namespace Tureen.Engine.Events;

/// <summary>mediasoup's "iceselectedtuplechange".</summary>
internal sealed record IceSelectedTupleEvent(string TargetId, TransportTupleInfo Tuple) : EngineEvent(TargetId)
{
    public override ReportKind Report => ReportKind.SelectedTuple;

    /// <inheritdoc/>
    public override EngineLogEvent? Describe(EngineLog log) =>
        log.DebugLine(WorkerLogTag.Ice, $"ICE selected {Tuple.RemoteIp}:{Tuple.RemotePort} [transportId:{TargetId}]");
}
