namespace Tureen.Engine.Events;

/// <summary>The ICE agent of a client found no way to the server, or lost it; a restart may help.</summary>
internal sealed record IceFailedEvent(string TargetId) : EngineEvent(TargetId)
{
    /// <inheritdoc/>
    public override EngineLogEvent? Describe(EngineLog log) =>
        log.DebugLine(WorkerLogTag.Ice, $"ICE failed [transportId:{TargetId}]");
}
