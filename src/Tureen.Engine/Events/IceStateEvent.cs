namespace Tureen.Engine.Events;

/// <summary>mediasoup's "icestatechange".</summary>
internal sealed record IceStateEvent(string TargetId, IceState State) : EngineEvent(TargetId)
{
    /// <inheritdoc/>
    public override EngineLogEvent? Describe(EngineLog log) =>
        log.DebugLine(WorkerLogTag.Ice, $"ICE {State} [transportId:{TargetId}]");
}
