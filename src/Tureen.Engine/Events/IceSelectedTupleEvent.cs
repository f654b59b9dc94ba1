using Tureen.Engine.Forwarding;

namespace Tureen.Engine.Transports;

/// <summary>mediasoup's "iceselectedtuplechange".</summary>
internal sealed record IceSelectedTupleEvent(string TargetId, TransportTupleInfo Tuple) : EngineEvent(TargetId)
{
    public override ReportKind Report => ReportKind.SelectedTuple;
}
