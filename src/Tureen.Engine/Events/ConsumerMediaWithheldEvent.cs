namespace Tureen.Engine.Events;

/// <summary>A consumer waited in vain for a key frame and goes on without one.</summary>
internal sealed record ConsumerMediaWithheldEvent(string TargetId, MediaWithheldReason Reason) : EngineEvent(TargetId)
{
    /// <inheritdoc/>
    public override EngineLogEvent? Describe(EngineLog log) =>
        log.WarnLine(WorkerLogTag.Rtp, $"no key frame to begin with: {Reason}; going on without [consumerId:{TargetId}]");
}
